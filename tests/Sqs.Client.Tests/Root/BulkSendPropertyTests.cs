using System.Globalization;

namespace Sqs.Client.Tests.Root;

/// <summary>Whatever a service does with each entry and each call: the books of both sides agree.</summary>
public sealed class BulkSendPropertyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_UnderRandomFaults_EndOnceWithAnOutcomeThatIsTrue(bool isFifo)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var service = new Service(new Random(seed));
            await using var client = new FakeSqs { OnBatch = service.Answer };
            string[] bodies = [.. Enumerable.Range(0, 20 + (seed % 60)).Select(number => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (number * 7 % 3))}{number:000}"))];

            var results = isFifo ? await BulkSendTests.SendFifoAsync(client, bodies) : await BulkSendTests.SendAsync(client, bodies);

            Assert.True(bodies.Length == results.Count, $"seed {seed}");
            for (var index = 0; index < bodies.Length; index++)
            {
                var copies = service.Books.Count(body => body == bodies[index]);
                var result = results[index];
                var isTrue = result.Outcome switch
                {
                    SendOutcome.Sent or SendOutcome.Doubtful => copies == 1 && result.MessageId == $"id-{bodies[index]}",
                    SendOutcome.Unknown => copies <= 1 && result.Reason is not null,
                    SendOutcome.Failed => copies == 0 && result.Attempts > 0,
                    _ => copies == 0 && result.Attempts == 0 && result.Reason is not null,
                };
                Assert.True(isTrue, $"seed {seed}: {bodies[index]} is {result} and was stored {copies} times");
                Assert.True(result.Attempts == client.Batches.Count(batch => batch.Entries.Any(entry => entry.MessageBody.ToText() == bodies[index])), $"seed {seed}");
            }

            if (isFifo)
            {
                Assert.All(service.Books.GroupBy(body => body[0]), group => Assert.True(group.SequenceEqual(group.Order(StringComparer.Ordinal)), $"seed {seed}: {string.Join(' ', group)}"));
            }
        }
    }

    private sealed class Service(Random random)
    {
        /// <summary>What is stored, in its order.</summary>
        public List<string> Books { get; } = [];

        public Task<SendMessageBatchResponse> Answer(SendMessageBatchRequest request, CancellationToken cancellationToken)
        {
            var fate = random.Next(20);
            if (fate == 0)
            {
                throw new SqsConnectionException("refused");
            }

            var fates = request.Entries.ToDictionary(entry => entry.MessageBody.ToText(), _ => random.Next(12) switch
            {
                0 => "service",
                1 => "sender",
                2 => "doubtful",
                3 => random.Next(2) == 0 ? "lost" : "lost but stored",
                _ => "sent",
            }, StringComparer.Ordinal);
            Books.AddRange(request.Entries.Select(entry => entry.MessageBody.ToText()).Where(body => fates[body] is "sent" or "doubtful" or "lost but stored"));
            return fate switch
            {
                1 => throw new SqsTimeoutException("late") { OutcomeUnknown = true },
                2 when random.Next(4) == 0 => throw Refusal(request),
                _ => Task.FromResult(FakeSqs.Answer(request, body => fates[body])),
            };
        }

        private SqsException Refusal(SendMessageBatchRequest request)
        {
            Books.RemoveAll(body => request.Entries.Any(entry => entry.MessageBody.ToText() == body));
            return new SqsException("denied") { Fault = SqsFault.Sender };
        }
    }
}
