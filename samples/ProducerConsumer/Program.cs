using System.CommandLine;
using System.Globalization;
using ProducerConsumer;

// The producer and consumer program of the SQS developer guide: N producers and M consumers work on one queue for a time, one message per
// call, ten per call, or one per call through the buffered client. Counts and rates are printed every second, and a summary at the end.
// Without --endpoint it runs on the embedded server, where --latency stands for the network.
var producers = new Option<int>("--producers") { Description = "Producers at work.", DefaultValueFactory = _ => 4 };
var consumers = new Option<int>("--consumers") { Description = "Consumers at work.", DefaultValueFactory = _ => 4 };
var minutes = new Option<double>("--minutes") { Description = "For how long, 0.1 for example.", DefaultValueFactory = _ => 0.1 };
var single = new Option<bool>("--single") { Description = "One message per call (the default)." };
var batch = new Option<bool>("--batch") { Description = "Ten messages per call." };
var buffered = new Option<bool>("--buffered") { Description = "One message per call through the buffered client, ten calls at a time per producer and consumer." };
var endpoint = new Option<Uri?>("--endpoint") { Description = "An SQS elsewhere, with the credentials of the environment." };
var region = new Option<string?>("--region") { Description = "Its region." };
var queue = new Option<string>("--queue") { Description = "The name of the queue, which is made if need be.", DefaultValueFactory = _ => "producer-consumer" };
var latency = new Option<string>("--latency") { Description = "How long the embedded server waits before each answer, 20ms for example.", DefaultValueFactory = _ => "0ms" };

var command = new RootCommand("Producers and consumers on one SQS queue.") { producers, consumers, minutes, single, batch, buffered, endpoint, region, queue, latency };
command.Validators.Add(given =>
{
    if (new[] { single, batch, buffered }.Count(mode => given.GetResult(mode) is not null) > 1)
    {
        given.AddError("Choose one of --single, --batch and --buffered.");
    }
});
Check(producers, count => count >= 0, "must not be negative");
Check(consumers, count => count >= 0, "must not be negative");
Check(minutes, time => time is > 0 and <= 1440, "must be more than 0 and at most 1440");
Check(latency, text => Milliseconds(text) is not null, "must be a number of milliseconds from 0 to 60000 with its unit, 20ms for example");
command.SetAction((given, cancellation) => Run.AsAskedAsync(
    new Plan
    {
        Producers = given.GetValue(producers),
        Consumers = given.GetValue(consumers),
        Time = TimeSpan.FromMinutes(given.GetValue(minutes)),
        Mode = given.GetValue(batch) ? Mode.Batch : given.GetValue(buffered) ? Mode.Buffered : Mode.Single,
        Endpoint = given.GetValue(endpoint),
        Region = given.GetValue(region),
        Queue = given.GetValue(queue)!,
        Latency = TimeSpan.FromMilliseconds(Milliseconds(given.GetValue(latency)!)!.Value),
    },
    Console.Out,
    cancellation));
return await command.Parse(args).InvokeAsync();

static void Check<T>(Option<T> option, Func<T, bool> isGood, string rule) => option.Validators.Add(given =>
{
    if (!isGood(given.GetValue(option)!))
    {
        given.AddError($"{option.Name} {rule}.");
    }
});

static int? Milliseconds(string text) =>
    text.EndsWith("ms", StringComparison.Ordinal) && int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= 60_000
        ? milliseconds
        : null;
