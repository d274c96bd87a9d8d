using System.Globalization;
using System.Runtime.CompilerServices;
using Sqs.Client.Protocol;

namespace Sqs.Client.Transport;

/// <summary>Reads the body of an answer into pooled memory, never more of it than an honest one can have.</summary>
internal static class AnswerBuffer
{
    /// <summary>The limit where the operation knows no better; a list of 1,000 queue URLs is far below.</summary>
    public const long GeneralLimit = 4 * 1024 * 1024;
    public const long ErrorLimit = 64 * 1024;

    private const int FirstRead = 4096;

    /// <summary>The most memory that is taken on the word of a Content-Length; from there on it grows with what is really sent.</summary>
    private const int LargestFirstRead = 1024 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ByteBuffer> ReadAsync(
        HttpResponseMessage response, string action, long limit, string? requestId, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths) && lengths.Count > 1)
        {
            throw Refused(response, action, requestId, "two lengths, so nobody knows where the answer ends");
        }

        var announced = response.Content.Headers.ContentLength;
        if (announced > limit)
        {
            throw TooLarge(response, action, limit, requestId);
        }

        var answer = new ByteBuffer((int)Math.Min(announced + 1 ?? FirstRead, LargestFirstRead));
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                int read;
                while ((read = await stream.ReadAsync(answer.FreeMemory(1), cancellationToken).ConfigureAwait(false)) > 0)
                {
                    answer.Advance(read);
                    if (answer.Length > limit)
                    {
                        throw TooLarge(response, action, limit, requestId);
                    }
                }
            }

            return answer;
        }
        catch
        {
            // The stack may still be filling it after a cancelled read: let it be collected.
            _ = answer.Detach();
            throw;
        }
    }

    private static SqsException TooLarge(HttpResponseMessage response, string action, long limit, string? requestId) =>
        Refused(response, action, requestId, string.Create(CultureInfo.InvariantCulture, $"more than {limit} bytes, more than any honest answer has"));

    private static SqsException Refused(HttpResponseMessage response, string action, string? requestId, string what) =>
        new SqsResponseException($"{action} was answered with {what}.")
            .Describe(action, (int)response.StatusCode, requestId, outcomeUnknown: response.IsSuccessStatusCode);
}
