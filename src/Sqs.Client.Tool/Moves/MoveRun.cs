using System.Globalization;
using Spectre.Console;
using Sqs.Client.Processing;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Moves;

/// <summary>Follows a move to its end and shows how far it is: as a bar in a terminal, else as a line whenever it got further.</summary>
internal static class MoveRun
{
    /// <summary>When the token fires the move is cancelled, unless it was faster.</summary>
    public static async Task<MoveEnd> ToItsEndAsync(DeadLetterRedrive redrive, ClientSession session, CancellationToken stop)
    {
        try
        {
            var shown = session.Output.IsJson ? FollowAsync(redrive, static _ => { }, stop)
                : session.Host.IsTerminal ? BarAsync(redrive, session.Host.Console, stop)
                : LinesAsync(redrive, session, stop);
            return new MoveEnd(await shown.ConfigureAwait(false), WasStopped: false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await CancelAsync(redrive).ConfigureAwait(false);
        }
    }

    private static async Task<RedriveProgress> FollowAsync(DeadLetterRedrive redrive, Action<RedriveProgress> show, CancellationToken stop)
    {
        RedriveProgress? last = null;
        await foreach (var progress in redrive.FollowAsync(stop).ConfigureAwait(false))
        {
            show(last = progress);
        }

        return last!;
    }

    private static Task<RedriveProgress> LinesAsync(DeadLetterRedrive redrive, ClientSession session, CancellationToken stop)
    {
        string? before = null;
        return FollowAsync(
            redrive,
            progress =>
            {
                var line = string.Create(CultureInfo.InvariantCulture, $"{progress.Moved} of {progress.ToMove?.ToString(CultureInfo.InvariantCulture) ?? "?"} moved");
                if (line != before)
                {
                    session.Output.Say(before = line);
                }
            },
            stop);
    }

    /// <summary>Drawn at each look alone: a bar that moved by itself would tell of what nobody has seen.</summary>
    private static Task<RedriveProgress> BarAsync(DeadLetterRedrive redrive, IAnsiConsole console, CancellationToken stop) => console.Progress()
        .AutoRefresh(false)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(context =>
        {
            var bar = context.AddTask("moving");
            return FollowAsync(
                redrive,
                progress =>
                {
                    bar.IsIndeterminate = progress.ToMove is null;
                    bar.MaxValue = Math.Max(1, progress.ToMove ?? 1);
                    bar.Value = progress.Status == MessageMoveTaskStatus.Completed ? bar.MaxValue : Math.Min(progress.Moved, bar.MaxValue);
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{progress.Moved} moved");
                    context.Refresh();
                },
                stop);
        });

    private static async Task<MoveEnd> CancelAsync(DeadLetterRedrive redrive)
    {
        try
        {
            var moved = await redrive.CancelAsync(CancellationToken.None).ConfigureAwait(false);
            return new MoveEnd(new RedriveProgress { Status = MessageMoveTaskStatus.Cancelled, Moved = moved }, WasStopped: true);
        }
        catch (SqsException late) when (late.ErrorCode == SqsErrorCode.ResourceNotFoundException)
        {
            // It had ended by itself; how, its last look tells.
            return new MoveEnd(await FollowAsync(redrive, static _ => { }, CancellationToken.None).ConfigureAwait(false), WasStopped: false);
        }
    }
}
