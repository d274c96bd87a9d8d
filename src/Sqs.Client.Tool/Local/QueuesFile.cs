using Sqs.Client.Tool.Files;

namespace Sqs.Client.Tool.Local;

/// <summary>
/// A file of queues: <c>{ "queues": [ "name", { "name", "attributes", "tags", "region", "account" } ] }</c>. Attributes have the names of the
/// wire; their values may be numbers, booleans and objects as well as texts. A dead-letter queue may be given by its name.
/// </summary>
internal static class QueuesFile
{
    private static readonly string[] Members = ["name", "attributes", "tags", "region", "account"];

    /// <summary>The queues in an order in which they can be created.</summary>
    public static IReadOnlyList<QueueEntry> Read(FileValue root, string region, string account)
    {
        root.AllowOnly(["queues"]);
        var queues = root.Required("queues").Items().Select(entry => Entry(entry, region, account)).ToList();
        var twin = queues.GroupBy(queue => queue.Arn, StringComparer.Ordinal).SelectMany(same => same.Skip(1)).FirstOrDefault();
        return twin is null ? QueueOrder.Of(queues) : throw twin.Source.Wrong($"the queue '{twin.Name}' is there twice.");
    }

    private static QueueEntry Entry(FileValue entry, string region, string account)
    {
        if (entry.IsText)
        {
            return new QueueEntry(entry.NotEmpty(), region, account, entry) { Attributes = NoTexts(), Tags = NoTexts() };
        }

        entry.AllowOnly(Members);
        var home = (Region: Checked(entry.Find("region"), Checks.IsRegion, "lower-case letters, digits and hyphens") ?? region, Account: Checked(entry.Find("account"), Checks.IsAccount, "12 digits") ?? account);
        var attributes = Texts(entry.Find("attributes"), static value => value.Json());
        string? deadLetterArn = null;
        if (attributes.TryGetValue("RedrivePolicy", out var policy))
        {
            (attributes["RedrivePolicy"], deadLetterArn) = DeadLetters.Resolve(policy, home.Region, home.Account);
        }

        return new QueueEntry(entry.Required("name").NotEmpty(), home.Region, home.Account, entry)
        {
            Attributes = attributes,
            Tags = Texts(entry.Find("tags"), static value => value.Text()),
            DeadLetterArn = deadLetterArn,
        };
    }

    private static string? Checked(FileValue? value, Func<string, bool> isValid, string rule) =>
        value is null ? null : isValid(value.Text()) ? value.Text() : throw value.Wrong($"has to be {rule}.");

    private static Dictionary<string, string> Texts(FileValue? map, Func<FileValue, string> read) =>
        map?.Object().ToDictionary(member => member.Key, member => read(member.Value), StringComparer.Ordinal) ?? NoTexts();

    private static Dictionary<string, string> NoTexts() => new(StringComparer.Ordinal);
}
