using System.Text;
using System.Threading.Channels;
using Spectre.Console;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Tests;

/// <summary>A run of the tool whose output is read line by line, on a clock of the test.</summary>
internal sealed class ToolRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringWriter _error = new();

    private ToolRun(IReadOnlyList<string> arguments, bool isTerminal, ToolSurroundings surroundings)
    {
        Clock = surroundings.Clock;
        var writer = new LineWriter(_lines.Writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Output(writer, isTerminal),
        });
        Exit = Task.Run(async () =>
        {
            var host = new ToolHost
            {
                Console = console,
                Error = _error,
                Time = surroundings.Time,
                Variables = name => surroundings.Variables.GetValueOrDefault(name) ?? ToolSurroundings.Alone.GetValueOrDefault(name),
                OpenInput = surroundings.OpenInput,
                OpenOutput = () => Bytes,
                HasReader = surroundings.HasReader,
            };
            var code = await new SqsTool(host).RunAsync(arguments, _stop.Token);
            _lines.Writer.Complete();
            return code;
        });
    }

    public VirtualClock Clock { get; }

    /// <summary>What was written as bytes.</summary>
    public MemoryStream Bytes { get; } = new();

    /// <summary>The exit code.</summary>
    public Task<int> Exit { get; }

    /// <summary>What was written about failures so far.</summary>
    public string Error => _error.ToString();

    /// <summary>Every line that was read, and those that were left at the end.</summary>
    public List<string> Seen { get; } = [];

    public static ToolRun Start(params string[] arguments) => new(arguments, isTerminal: false, new ToolSurroundings());

    public static ToolRun StartInTerminal(params string[] arguments) => new(arguments, isTerminal: true, new ToolSurroundings());

    public static ToolRun Start(ToolSurroundings surroundings, bool isTerminal, params string[] arguments) => new(arguments, isTerminal, surroundings);

    /// <summary>The next line that holds a text; the test fails when the run ends before.</summary>
    public async Task<string> LineAsync(string part = "")
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            Seen.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The run ended without '{part}': {string.Join('\n', Seen)}\n{Error}");
    }

    /// <summary>Where the server listens, from the line that says so.</summary>
    public async Task<Uri> EndpointAsync()
    {
        var line = await LineAsync("export AWS_ENDPOINT_URL_SQS=");
        return new Uri(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Lets the run come to its end and reads the rest.</summary>
    public async Task<int> EndAsync()
    {
        var code = await Exit;
        Seen.AddRange(await _lines.Reader.ReadAllAsync().ToListAsync());
        return code;
    }

    /// <summary>Stops the run and reads the rest.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _ = await Exit;
        _stop.Dispose();
    }

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 120;

        public int Height => 40;

        public void SetEncoding(Encoding encoding)
        {
            // Texts stay texts.
        }
    }

    private sealed class LineWriter(ChannelWriter<string> lines) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                _ = _line.Append(value);
                return;
            }

            _ = lines.TryWrite(_line.ToString().TrimEnd('\r'));
            _ = _line.Clear();
        }
    }
}
