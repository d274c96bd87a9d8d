using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class KeysFileTests
{
    [Fact]
    public void Keys_AreRead() => Assert.Equal(
        [
            new LocalAccessKey("ROOT", "secret"),
            new LocalAccessKey("BOB", "secret", "token")
            {
                AccountId = "111122223333",
                UserName = "bob",
                Policy = """{"Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}""",
                Expiration = new DateTimeOffset(2030, 1, 31, 12, 0, 0, TimeSpan.Zero),
            },
        ],
        Read("""
            { "keys": [
              { "id": "ROOT", "secret": "secret" }, // everybody's
              {
                "id": "BOB", "secret": "secret", "token": "token", "account": "111122223333", "user": "bob",
                "policy": { "Statement": { "Effect": "Allow", "Action": "sqs:*", /* all of it */ "Resource": "*" } },
                "expiration": "2030-01-31T12:00:00Z",
              },
            ] }
            """));

    [Theory]
    [InlineData("{ \"keys\": [\n{ \"secret\": \"S3CRET\" } ] }", "f:2: keys[0]: has no member 'id'.")]
    [InlineData("{ \"keys\": [\n{ \"id\": \"A\" } ] }", "f:2: keys[0]: has no member 'secret'.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\",\n\"secret\": {\"S3CRET\":1} } ] }", "f:2: keys[0].secret: has to be a text.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"token\": \"\" } ] }", "f:2: keys[0].token: must not be empty.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"account\": \"1\" } ] }", "f:2: keys[0].account: The access key 'A' needs an account id of 12 digits.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"user\": \"a b\" } ] }", "f:2: keys[0].user: The access key 'A' has a user name that IAM would not take.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"policy\": {} } ] }", "f:2: keys[0].policy: The access key 'A' belongs to a root, who has no identity policy: give it a user name.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\", \"user\": \"bob\",\n\"policy\": \"S3CRET\" } ] }", "f:2: keys[0].policy: The access key 'A' has an identity policy that cannot be read: ")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"expiration\": \"2030-01-01\" } ] }", "f:2: keys[0].expiration: The access key 'A' expires without being of a session: give it a session token.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\", \"token\": \"t\",\n\"expiration\": \"soon\" } ] }", "f:2: keys[0].expiration: has to be a time such as 2030-01-31T12:00:00Z.")]
    [InlineData("{ \"keys\": [ { \"id\": \"A\", \"secret\": \"S3CRET\",\n\"secrets\": \"S3CRET\" } ] }", "f:2: keys[0].secrets: is not known; known are id, secret, token, account, user, policy, expiration.")]
    public void Mistake_NamesLineAndMember_AndNoSecret(string text, string message)
    {
        var failure = Assert.Throws<ToolException>(() => Read(text));
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<LocalAccessKey> Read(string text) => KeysFile.Read(JsonFile.Parse("f", Encoding.UTF8.GetBytes(text)));
}
