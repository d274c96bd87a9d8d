using System.Net;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>A call of the client, what it sent, and what the embedded server answered.</summary>
/// <param name="Call">Makes the call again with any client.</param>
/// <param name="Request">What was sent, signature included.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Exchange(Func<ISqsClient, Task<object>> Call, RecordedRequest Request, RecordedAnswer Answer);

/// <summary>A request as it stood on the wire.</summary>
internal sealed record RecordedRequest(string Action, HttpMethod Method, Uri Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

/// <summary>An answer as it stood on the wire.</summary>
internal sealed record RecordedAnswer(HttpStatusCode Status, string ContentType, string? QueryError, byte[] Body);
