namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Keeps the latest request and its answer on their way.</summary>
internal sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public RecordedRequest Request { get; private set; } = null!;

    public RecordedAnswer Answer { get; private set; } = null!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content is { } content ? content.Headers : [])
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        Request = new RecordedRequest("", request.Method, request.RequestUri!, [.. headers], body);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Answer = new RecordedAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.TryGetValues("x-amzn-query-error", out var error) ? error.Single() : null,
            await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return response;
    }
}
