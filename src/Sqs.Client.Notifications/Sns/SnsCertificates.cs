using System.Globalization;
using System.Net;
using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>Fetches certificates of SNS and keeps a bounded number of them for a time; one fetch at a time, so that many documents of one certificate cost one.</summary>
/// <param name="http">The client to fetch with; not disposed.</param>
/// <param name="settings">Bounds, times and what is accepted.</param>
internal sealed class SnsCertificates(HttpClient http, SnsSignatureSettings settings) : IDisposable
{
    private const int MaxBytes = 64 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Uri, Entry> _entries = [];
    private long _uses;

    public int Count => _entries.Count;

    /// <summary>The certificate of a URL that was found to be SNS's.</summary>
    public async Task<SnsCertificate> GetAsync(Uri url, string region, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_entries.TryGetValue(url, out var entry) && settings.Time.GetElapsedTime(entry.Since) < settings.CacheTime)
            {
                _entries[url] = entry with { LastUse = ++_uses };
                return entry.Certificate;
            }

            var pem = await FetchAsync(url, cancellationToken).ConfigureAwait(false);
            var certificate = SnsCertificate.Read(pem, region, settings);
            _entries[url] = new Entry(certificate, settings.Time.GetTimestamp(), ++_uses);
            if (_entries.Count > settings.MaxCachedCertificates)
            {
                _ = _entries.Remove(_entries.MinBy(static pair => pair.Value.LastUse).Key);
            }

            return certificate;
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.FetchTimeout, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw Unavailable(string.Create(CultureInfo.InvariantCulture, $"The host of the certificate answered {(int)answer.StatusCode}."));
            }

            // A client that follows redirects ends up elsewhere, and elsewhere is not what was checked.
            if (answer.RequestMessage?.RequestUri is { } final && final != url)
            {
                throw new SnsSignatureException(SnsSignatureFailure.UntrustedCertificateUrl, "The host of the certificate redirected to another address.");
            }

            return await ReadAsync(answer.Content, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unavailable("The certificate could not be fetched.", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("The certificate could not be fetched in time.", error);
        }
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[MaxBytes + 1];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length <= MaxBytes
                ? Encoding.ASCII.GetString(bytes, 0, length)
                : throw new SnsSignatureException(SnsSignatureFailure.InvalidCertificate, $"What is there is longer than {MaxBytes} bytes.");
        }
    }

    private static SnsSignatureException Unavailable(string message, Exception? error = null) => new(SnsSignatureFailure.CertificateUnavailable, message, error);

    private readonly record struct Entry(SnsCertificate Certificate, long Since, long LastUse);
}
