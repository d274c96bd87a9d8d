using Sqs.Client.Signing;

namespace Sqs.Client.Aws;

/// <summary>What a place came to: credentials, or why it has none and the search goes on. A place that has them and cannot give them throws.</summary>
internal readonly record struct Finding(AwsCredentials? Credentials, string Absence)
{
    public static Finding Of(AwsCredentials credentials) => new(credentials, "");

    public static Finding Absent(string why) => new(Credentials: null, why);
}
