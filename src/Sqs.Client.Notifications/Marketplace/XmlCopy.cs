using System.Text;
using System.Xml;

namespace Sqs.Client.Notifications;

/// <summary>Copies parts of a document as text, without recursion and no deeper than a bound.</summary>
/// <param name="reader">The document.</param>
/// <param name="maxDepth">The most levels, counted from the root.</param>
internal sealed class XmlCopy(XmlReader reader, int maxDepth)
{
    private static readonly XmlWriterSettings Fragment = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.Entitize };

    /// <summary>The element that the reader stands on; the reader then stands on its end (or on it, when it is empty).</summary>
    public string Element()
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Fragment))
        {
            CopyTo(writer, withElement: true);
        }

        return text.ToString();
    }

    /// <summary>What lies in the element that the reader stands on; the reader then stands on its end (or on it, when it is empty).</summary>
    public string Content()
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Fragment))
        {
            CopyTo(writer, withElement: false);
        }

        return text.ToString().Trim();
    }

    private void CopyTo(XmlWriter writer, bool withElement)
    {
        var depth = reader.Depth;
        if (withElement)
        {
            Copy(writer);
        }

        while (!(reader.Depth == depth && (reader.NodeType is XmlNodeType.EndElement || reader.IsEmptyElement)))
        {
            _ = reader.Read();
            if (reader.Depth > maxDepth)
            {
                throw new NotificationFormatException(MarketplaceReading.At(reader), $"must not lie deeper than {maxDepth} levels");
            }

            if (withElement || reader.Depth > depth)
            {
                Copy(writer);
            }
        }
    }

    private void Copy(XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = reader.IsEmptyElement;
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                writer.WriteAttributes(reader, defattr: false);
                if (isEmpty)
                {
                    writer.WriteEndElement();
                }

                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                writer.WriteWhitespace(reader.Value);
                break;
            case XmlNodeType.CDATA:
                writer.WriteCData(reader.Value);
                break;
            case XmlNodeType.Comment:
                writer.WriteComment(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                writer.WriteProcessingInstruction(reader.Name, reader.Value);
                break;
            default:
                throw new NotificationFormatException(MarketplaceReading.At(reader), "must be an element, text or a comment");
        }
    }
}
