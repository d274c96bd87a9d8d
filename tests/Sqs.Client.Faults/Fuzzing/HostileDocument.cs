using System.Net;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>A document that means harm, for the answer of any action.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Harm">What it may cost and how it must end.</param>
/// <param name="Of">The document as the answer of an action.</param>
internal sealed record HostileDocument(string Name, Harm Harm, Func<string, byte[]> Of)
{
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>How the body is packed; unpacked while it is read when it is <c>unpacked</c>, as a handler that unpacks would do.</summary>
    public string? Packing { get; init; }

    public HttpResponseMessage Answer(byte[] document)
    {
        var response = Packing == "unpacked"
            ? new HttpResponseMessage(Status) { Content = new StreamContent(new System.IO.Compression.GZipStream(new MemoryStream(document), System.IO.Compression.CompressionMode.Decompress)) }
            : new HttpResponseMessage(Status) { Content = new ByteArrayContent(document) };
        if (Packing == "gzip")
        {
            response.Content.Headers.ContentEncoding.Add("gzip");
        }

        return response;
    }
}

/// <summary>What a hostile document may cost, and whether it must be refused.</summary>
internal sealed record Harm(TimeSpan Longest, long MostBytes, bool MustBeRefused)
{
    /// <summary>Entities and document types: refused before anything is expanded or opened.</summary>
    public static Harm Entities { get; } = new(TimeSpan.FromMilliseconds(100), 10_000_000, MustBeRefused: true);

    /// <summary>Nesting without end.</summary>
    public static Harm Depth { get; } = new(TimeSpan.FromMilliseconds(200), 50_000_000, MustBeRefused: true);

    /// <summary>What is simply large, and could be honest.</summary>
    public static Harm Size { get; } = new(TimeSpan.FromSeconds(1), 200_000_000, MustBeRefused: false);

    /// <summary>What is larger than any honest answer.</summary>
    public static Harm Bomb { get; } = new(TimeSpan.FromSeconds(1), 80_000_000, MustBeRefused: true);

    /// <summary>What is no document of its format.</summary>
    public static Harm Broken { get; } = new(TimeSpan.FromSeconds(1), 10_000_000, MustBeRefused: true);

    /// <summary>What looks like an instruction to open something, and means nothing to a client.</summary>
    public static Harm Inert { get; } = new(TimeSpan.FromMilliseconds(100), 10_000_000, MustBeRefused: false);
}
