using System.Globalization;
using System.Text.Json;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Messages;

/// <summary>What became of the lines: failures are told at once, the rest at the end.</summary>
internal sealed class LineResults(ToolOutput output)
{
    private readonly List<(int Line, SendResult Result)> _sent = [];
    private readonly List<(int Line, SendOutcome Outcome, string? Code, string Reason)> _failed = [];
    private long _count;
    private bool _isPartial;

    /// <summary>Books what the service said; false when it took none of them, so that the next would fare no better.</summary>
    public bool Book(IReadOnlyList<SourceLine> lines, IReadOnlyList<SendResult> results)
    {
        var taken = false;
        foreach (var (line, result) in lines.Zip(results))
        {
            if (result.Outcome is SendOutcome.Sent or SendOutcome.Doubtful)
            {
                Succeed(line.Number, result);
            }
            else
            {
                var code = result.ErrorCode == SqsErrorCode.None ? null : result.ErrorCode.Value;
                Fail(line.Number, result.Outcome, code, result.Reason ?? result.Outcome.ToString());
            }

            taken |= result.Outcome is not (SendOutcome.Failed or SendOutcome.NotSent);
        }

        return taken;
    }

    /// <summary>Books a line that cannot be a message.</summary>
    public void Fail(SourceLine line, string rule) => Fail(line.Number, SendOutcome.NotSent, code: null, rule);

    /// <summary>Tells why lines are missing that have no number yet.</summary>
    public void Refuse(string message)
    {
        _isPartial = true;
        output.Warn(message);
    }

    /// <summary>Shows the sum, and says how the command ends.</summary>
    public int Show()
    {
        if (output.IsJson)
        {
            output.Json(Write);
        }

        var failed = _failed.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_failed.Count} failed");
        output.Say(string.Create(CultureInfo.InvariantCulture, $"{_count} sent{failed}"));
        return !_isPartial ? ExitCodes.Done : _count == 0 ? ExitCodes.Failed : ExitCodes.PartlyFailed;
    }

    private void Succeed(int line, SendResult result)
    {
        _count++;
        if (output.IsJson)
        {
            _sent.Add((line, result));
        }

        if (result.Outcome == SendOutcome.Doubtful)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"line {line}: was stored as {result.MessageId}, but its digest differs."));
        }
    }

    private void Fail(int line, SendOutcome outcome, string? code, string reason)
    {
        _failed.Add((line, outcome, code, reason));
        var verb = outcome == SendOutcome.Unknown ? "may have been sent" : "was not sent";
        Refuse(string.Create(CultureInfo.InvariantCulture, $"line {line} {verb}: {(code is null ? "" : code + ": ")}{reason}"));
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("Successful");
        foreach (var (line, result) in _sent)
        {
            writer.WriteStartObject();
            writer.WriteNumber("Line", line);
            writer.WriteString("MessageId", result.MessageId);
            if (result.SequenceNumber is { } number)
            {
                writer.WriteString("SequenceNumber", number);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("Failed");
        foreach (var (line, outcome, code, reason) in _failed)
        {
            writer.WriteStartObject();
            writer.WriteNumber("Line", line);
            writer.WriteString("Outcome", outcome.ToString());
            writer.WriteString("Code", code);
            writer.WriteString("Message", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
