using System.Text;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>A request of the Query protocol: the pairs of its query string and of its form body.</summary>
internal sealed class QueryRequest
{
    /// <summary>The version of today, and the one assumed when a request names none.</summary>
    public const string CurrentVersion = "2012-11-05";

    private static readonly string[] Versions = [CurrentVersion, "2011-10-01", "2009-02-01", "2008-01-01"];

    private QueryRequest(string action, string version, Parameters parameters)
    {
        Action = action;
        Version = version;
        Parameters = parameters;
    }

    public string Action { get; }

    public string Version { get; }

    public Parameters Parameters { get; }

    public static QueryRequest Read(ReceivedRequest received)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        FormReader.Read(Encoding.UTF8.GetBytes(received.Query), pairs);
        FormReader.Read(received.Body.Span, pairs);
        var parameters = new Parameters(QueryParameters.Read(pairs));
        var version = parameters.Text("Version") is { Length: > 0 } asked ? asked : CurrentVersion;
        var action = parameters.Text("Action") is { Length: > 0 } name ? name : throw SqsErrors.MissingAction();
        return Versions.Contains(version, StringComparer.Ordinal) ? new QueryRequest(action, version, parameters) : throw SqsErrors.NoSuchVersion(version);
    }
}
