using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Takes chance out of recorded answers: the ids and handles that the server made up become the same in each run, so that cases repeat.</summary>
internal sealed class SteadyAnswer
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly Regex Handle = new("(?<=Handle(>|\":\"))[^<\"]+", RegexOptions.ExplicitCapture, Longest);
    private static readonly Regex Id = new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, Longest);

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public Exchange Of(Exchange exchange)
    {
        var text = Handle.Replace(Encoding.UTF8.GetString(exchange.Answer.Body), "AQEBbmV2ZXIgdGhlIHNlcnZlcidzIG93bg==");
        return exchange with { Answer = exchange.Answer with { Body = Encoding.UTF8.GetBytes(Id.Replace(text, id => Numbered(id.Value))) } };
    }

    private string Numbered(string id)
    {
        if (!_ids.TryGetValue(id, out var numbered))
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{_ids.Count + 1:x8}-0000-4000-8000-000000000000");
            _ids.Add(id, numbered);
        }

        return numbered;
    }
}
