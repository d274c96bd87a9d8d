using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Sqs.Client.Tool.Output;

/// <summary>Shows answers: as JSON, as a table in a terminal, or as lines of columns with tabs in between.</summary>
internal sealed class ToolOutput(ToolHost host, bool isJson)
{
    /// <summary>Texts stay readable: what is written is no part of a page.</summary>
    private static readonly JsonWriterOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = OnOneLine with { Indented = true };

    /// <summary>Whether nothing but JSON may be written.</summary>
    public bool IsJson => isJson;

    /// <summary>Writes one JSON value.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="isLine">Whether it is one of many and has to fit on a line.</param>
    public void Json(Action<Utf8JsonWriter> write, bool isLine = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, isLine ? OnOneLine : Indented))
        {
            write(writer);
        }

        host.Lines.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <summary>Writes rows: with a head in a terminal, and elsewhere as <c>cut</c> and <c>awk</c> like them, each on a line of its own.</summary>
    public void Rows(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!host.IsTerminal)
        {
            foreach (var row in rows)
            {
                host.Lines.WriteLine(string.Join('\t', row.Select(Cells.OnOneLine)));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in head)
        {
            _ = table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            _ = table.AddRow(row.Select(cell => new Text(Cells.OnManyLines(cell))));
        }

        host.Console.Write(table);
    }

    /// <summary>Says what was done; nothing beside JSON.</summary>
    public void Say(string line)
    {
        if (!isJson)
        {
            host.Lines.WriteLine(Cells.OnOneLine(line));
        }
    }

    /// <summary>Ends a command that did something with a queue and has nothing to show: as JSON, an object with the queue.</summary>
    public int Done(string queueUrl, string line)
    {
        if (isJson)
        {
            Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("QueueUrl", queueUrl);
                writer.WriteEndObject();
            });
        }

        Say(line);
        return ExitCodes.Done;
    }

    /// <summary>Tells of a part that went wrong; the command goes on.</summary>
    public void Warn(string message) => host.Error.WriteLine($"sqs: {Cells.OnOneLine(message)}");
}
