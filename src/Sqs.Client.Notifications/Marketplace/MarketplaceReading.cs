using System.Globalization;
using System.Text;
using System.Xml;

namespace Sqs.Client.Notifications;

/// <summary>
/// Reads notifications of the marketplace with a reader that knows no document type, no external entity and no length without a bound. Elements are known by
/// their local names, whatever their namespace.
/// </summary>
internal sealed class MarketplaceReading
{
    /// <summary>The largest message that SQS takes.</summary>
    public const int MaxLength = 1_048_576;

    private const int MaxDepth = 128;
    private const string Root = "Notification";
    private const string MetaData = "NotificationMetaData";
    private const string Payload = "NotificationPayload";
    private const string MetaDataPlace = Root + "/" + MetaData;

    private static readonly string[] Known = ["NotificationType", "PayloadVersion", "UniqueId", "PublishTime", "SellerId", "MarketplaceId"];

    private readonly XmlReader _reader;
    private readonly XmlCopy _copy;

    private MarketplaceReading(XmlReader reader) => (_reader, _copy) = (reader, new XmlCopy(reader, MaxDepth));

    public static MarketplaceNotification Read(string xml) => With(xml, static reading => reading.Notification());

    /// <summary>True when the root is a notification's.</summary>
    public static bool Is(string xml)
    {
        try
        {
            return With(xml, static reading => reading._reader.MoveToContent() is XmlNodeType.Element && reading._reader.LocalName == Root);
        }
        catch (NotificationFormatException)
        {
            return false;
        }
    }

    public static NotificationFormatException TooLong() => new("body", $"must not be longer than {MaxLength} characters");

    public static string At(XmlReader reader) => reader is IXmlLineInfo info && info.HasLineInfo() ? At(info.LineNumber, info.LinePosition) : "body";

    private static string At(int line, int position) => string.Create(CultureInfo.InvariantCulture, $"line {line}, position {position}");

    private static T With<T>(string xml, Func<MarketplaceReading, T> read)
    {
        if (xml.Length > MaxLength)
        {
            throw TooLong();
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
            ConformanceLevel = ConformanceLevel.Document,
        };
        try
        {
            using var text = new StringReader(xml.TrimStart('\uFEFF', ' ', '\t', '\r', '\n'));
            using var reader = XmlReader.Create(text, settings);
            return read(new MarketplaceReading(reader));
        }
        catch (XmlException error)
        {
            // The text of an XmlException quotes names; line and position do not.
            throw new NotificationFormatException(At(error.LineNumber, error.LinePosition), "must be well-formed XML without a document type");
        }
    }

    private MarketplaceNotification Notification()
    {
        if (_reader.MoveToContent() is not XmlNodeType.Element || _reader.LocalName != Root)
        {
            throw new NotificationFormatException(Root, "must be the root element");
        }

        NotificationMetaData? metaData = null;
        string? payload = null;
        var unknown = new List<string>();
        ForEachChild(() =>
        {
            switch (_reader.LocalName)
            {
                case MetaData:
                    metaData = metaData is null ? ReadMetaData() : throw Twice(MetaDataPlace);
                    break;
                case Payload:
                    payload = payload is null ? _copy.Content() : throw Twice($"{Root}/{Payload}");
                    break;
                default:
                    unknown.Add(_copy.Element());
                    break;
            }
        });
        ReadToEnd();
        return new MarketplaceNotification
        {
            NotificationMetaData = metaData ?? throw new NotificationFormatException(MetaDataPlace, "must be there"),
            NotificationPayload = payload ?? "",
            UnknownElements = unknown,
        };
    }

    private NotificationMetaData ReadMetaData()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        ForEachChild(() =>
        {
            var name = _reader.LocalName;
            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                unknown.Add(_copy.Element());
            }
            else if (!texts.TryAdd(name, Text($"{MetaDataPlace}/{name}")))
            {
                throw Twice($"{MetaDataPlace}/{name}");
            }
        });
        return new NotificationMetaData
        {
            NotificationType = texts.GetValueOrDefault("NotificationType"),
            PayloadVersion = texts.GetValueOrDefault("PayloadVersion"),
            UniqueId = texts.GetValueOrDefault("UniqueId") is { Length: > 0 } id ? id : throw new NotificationFormatException($"{MetaDataPlace}/UniqueId", "must be there and not empty"),
            PublishTimeText = texts.GetValueOrDefault("PublishTime"),
            SellerId = texts.GetValueOrDefault("SellerId"),
            MarketplaceId = texts.GetValueOrDefault("MarketplaceId"),
            UnknownElements = unknown,
        };
    }

    /// <summary>Visits the elements in the one that the reader stands on. Each visit leaves the reader on the end of its element.</summary>
    private void ForEachChild(Action visit)
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var depth = _reader.Depth;
        while (_reader.Read() && _reader.Depth > depth)
        {
            if (_reader.NodeType is XmlNodeType.Element)
            {
                visit();
            }
        }
    }

    private string Text(string place)
    {
        var text = new StringBuilder();
        if (_reader.IsEmptyElement)
        {
            return "";
        }

        while (_reader.Read() && _reader.NodeType is not XmlNodeType.EndElement)
        {
            _ = text.Append(_reader.NodeType switch
            {
                XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace => _reader.Value,
                XmlNodeType.Comment or XmlNodeType.ProcessingInstruction => "",
                _ => throw new NotificationFormatException(place, "must be text alone"),
            });
        }

        return text.ToString().Trim();
    }

    /// <summary>What follows the root must be well-formed too: a document is taken whole or not at all.</summary>
    private void ReadToEnd()
    {
        while (_reader.Read())
        {
        }
    }

    private static NotificationFormatException Twice(string place) => new(place, "must not be there twice");
}
