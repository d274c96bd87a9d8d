namespace Sqs.Client.Aws;

/// <summary>Keys in the environment, read at each look.</summary>
internal sealed class EnvironmentKeys(Surroundings surroundings)
{
    private const string Id = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";
    private const string OlderSecret = "AWS_SECRET_KEY"; // the SDK for .NET knows it from earlier times
    private const string Token = "AWS_SESSION_TOKEN";

    public Finding Find()
    {
        if (surroundings[Id] is not { } id)
        {
            return Finding.Absent($"{Id} is not set");
        }

        return (surroundings[Secret] ?? surroundings[OlderSecret]) is { } secret
            ? Finding.Of(CredentialsDocument.Make("the environment", (Id, id), (Secret, secret), (Token, surroundings[Token]), expiration: null))
            : Finding.Absent($"{Secret} is not set");
    }
}
