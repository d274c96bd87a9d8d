namespace Sqs.Client.EndToEnd.Bodies;

#pragma warning disable CA5394 // The seed makes the messages repeatable.
public abstract class RandomRoundTripTests(SqsProtocol protocol)
{
    [Theory]
    [InlineData(MessageBodyFormat.Text, 20260101)]
    [InlineData(MessageBodyFormat.Utf8, 20260102)]
    [InlineData(MessageBodyFormat.LeasedUtf8, 20260103)]
    public async Task Messages_OfRandomContent_ArriveAsTheyWereSent(MessageBodyFormat format, int seed)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        var random = new Random(seed);
        var sent = new Dictionary<string, OutgoingMessage>();
        var messages = Enumerable.Range(0, 200)
            .Select(_ => new OutgoingMessage { Body = Samples.Text(random, random.Next(1, 2000)), MessageAttributes = Samples.Attributes(random) })
            .ToList();
        foreach (var (result, message) in (await queue.SendManyAsync(messages)).Zip(messages))
        {
            Assert.Equal(SendOutcome.Sent, result.Outcome);
            sent.Add(result.MessageId!, message);
        }

        for (var received = 0; received < messages.Count;)
        {
            using var answer = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest
            {
                QueueUrl = queue.Url,
                MaxNumberOfMessages = 10,
                BodyFormat = format,
                MessageAttributeNames = ["All"],
            });
            Assert.Empty(answer.Damaged);
            Assert.NotEmpty(answer.Messages);
            received += answer.Messages.Count;
            foreach (var message in answer.Messages)
            {
                Assert.True(sent.Remove(message.MessageId, out var expected), $"Seed {seed}: {message.MessageId} came twice or was never sent.");
                Assert.Equal(ChecksumState.Verified, message.Checksum);
                Assert.True(expected.Body == (format == MessageBodyFormat.Text ? message.Body : message.BodyUtf8), $"Seed {seed}: a body differs.");
                Assert.Equal(expected.MessageAttributes.OrderBy(pair => pair.Key), message.MessageAttributes.OrderBy(pair => pair.Key));
            }
        }

        Assert.Empty(sent);
    }

    public sealed class InQuery() : RandomRoundTripTests(SqsProtocol.Query);

    public sealed class InJson() : RandomRoundTripTests(SqsProtocol.Json);
}
