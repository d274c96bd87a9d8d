using System.Text;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>Writes the answers of the Query protocol as the service does: quotes as <c>&amp;quot;</c>, a carriage return as <c>&amp;#xD;</c>.</summary>
internal sealed class XmlAnswer
{
    private readonly StringBuilder _text = new("<?xml version=\"1.0\"?>");
    private readonly string _action;

    private XmlAnswer(string action) => _action = action;

    /// <summary>The answer to an action that succeeded; an action without a result has no result element.</summary>
    public static string Success(string action, string version, WireValue? result, string requestId)
    {
        var answer = new XmlAnswer(action);
        answer._text.Append('<').Append(action).Append("Response xmlns=\"http://queue.amazonaws.com/doc/").Append(version).Append("/\">");
        if (result is { Members.Count: > 0 })
        {
            answer.Open(action + "Result");
            answer.Members(result);
            answer.Close(action + "Result");
        }
        else if (result is not null)
        {
            answer._text.Append('<').Append(action).Append("Result/>");
        }

        answer.Open("ResponseMetadata");
        answer.Element("RequestId", requestId);
        answer.Close("ResponseMetadata");
        answer.Close(action + "Response");
        return answer._text.ToString();
    }

    /// <summary>The answer to a request that was refused.</summary>
    public static string Failure(SqsFault fault, string version, string requestId)
    {
        var answer = new XmlAnswer("");
        answer._text.Append("<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/").Append(version).Append("/\">");
        answer.Open("Error");
        answer.Element("Type", fault.IsSendersFault ? "Sender" : "Receiver");
        answer.Element("Code", fault.Code);
        answer.Element("Message", fault.Message);
        answer._text.Append("<Detail/>");
        answer.Close("Error");
        answer.Element("RequestId", requestId);
        answer.Close("ErrorResponse");
        return answer._text.ToString();
    }

    private void Members(WireValue structure)
    {
        foreach (var (member, value) in structure.Members)
        {
            switch (value.Kind)
            {
                case WireKind.List:
                    foreach (var item in value.Items)
                    {
                        Value(QueryNames.AnswerElement(_action, member), item);
                    }

                    break;
                case WireKind.Map:
                    foreach (var (key, item) in value.Members)
                    {
                        var element = QueryNames.AnswerElement(_action, member);
                        Open(element);
                        Element(string.Equals(element, "Tag", StringComparison.Ordinal) ? "Key" : "Name", key);
                        Value("Value", item);
                        Close(element);
                    }

                    break;
                default:
                    Value(member, value);
                    break;
            }
        }
    }

    private void Value(string element, WireValue value)
    {
        if (value.Kind is not WireKind.Structure)
        {
            Element(element, value.Scalar);
            return;
        }

        Open(element);
        Members(value);
        Close(element);
    }

    private void Element(string name, string text)
    {
        Open(name);
        Escape(text);
        Close(name);
    }

    private void Open(string name) => _text.Append('<').Append(name).Append('>');

    private void Close(string name) => _text.Append("</").Append(name).Append('>');

    private void Escape(string text)
    {
        var rest = text.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(Special);
            if (at < 0)
            {
                _text.Append(rest);
                return;
            }

            _text.Append(rest[..at]).Append(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                _ => "\uFFFD", // XML has no spelling for it; it can only stand in an echo of what was refused
            });
            rest = rest[(at + 1)..];
        }
    }

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(
        [.. "&<>\"\r\uFFFE\uFFFF", .. Enumerable.Range(0, 32).Select(code => (char)code).Where(character => character is not ('\t' or '\n' or '\r'))]);
}
