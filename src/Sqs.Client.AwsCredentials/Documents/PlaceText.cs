namespace Sqs.Client.Aws;

/// <summary>URLs in messages.</summary>
internal static class PlaceText
{
    /// <summary>A URL without its user and its query, which may be secrets.</summary>
    public static string Of(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
