using System.Text;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>The Query protocol: pairs of the query string and of a form body come in, XML goes out.</summary>
internal sealed class QueryProtocol : IWireProtocol
{
    /// <summary>The version of today, and the one assumed when a request names none.</summary>
    public const string CurrentVersion = "2012-11-05";

    private const string AnswerType = "text/xml";

    private static readonly string[] Versions = [CurrentVersion, "2011-10-01", "2009-02-01", "2008-01-01"];

    /// <summary>The namespace of the answer; that of today until the request has named a known one.</summary>
    private string _version = CurrentVersion;

    public ActionRequest Read(ReceivedRequest received)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        FormReader.Read(Encoding.UTF8.GetBytes(received.Query), pairs);
        FormReader.Read(received.Body.Span, pairs);
        var parameters = new Parameters(QueryParameters.Read(pairs));
        var version = parameters.Text("Version") is { Length: > 0 } asked ? asked : CurrentVersion;
        var action = parameters.Text("Action") is { Length: > 0 } name ? name : throw SqsErrors.MissingAction();
        _version = Versions.Contains(version, StringComparer.Ordinal) ? version : throw SqsErrors.NoSuchVersion(version);
        return new ActionRequest(action, version, received.Path, parameters);
    }

    public WireAnswer Success(string action, WireValue? result, string requestId) =>
        new(200, AnswerType, Encoding.UTF8.GetBytes(XmlAnswer.Success(action, _version, result, requestId)));

    public WireAnswer Failure(SqsFault fault, string requestId) =>
        new(fault.Status, AnswerType, Encoding.UTF8.GetBytes(XmlAnswer.Failure(fault, _version, requestId)));
}
