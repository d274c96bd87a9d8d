namespace Sqs.Client.Buffering;

/// <summary>Learns what the largest message of a queue is, while its first batch is on its way already.</summary>
internal sealed class SizeQuestions(Func<string, CancellationToken, ValueTask<int?>> answer, Action<IThreadPoolWorkItem> schedule, OutgoingTelemetry telemetry)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Question> _open = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>Asks for a queue, and lowers its batches to the answer.</summary>
    public void Ask(string queueUrl, Action<long> lower)
    {
        var question = new Question(this, queueUrl, lower);
        lock (_gate)
        {
            _ = _open.Add(question);
        }

        schedule(question);
    }

    /// <summary>Ends the questions that are not answered yet.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Task[] open;
        lock (_gate)
        {
            open = [.. _open.Select(static question => question.Ended)];
        }

        await Task.WhenAll(open).ConfigureAwait(false);
    }

    private async Task AskAsync(Question question)
    {
        try
        {
            _end.Token.ThrowIfCancellationRequested();
            if (await answer(question.QueueUrl, _end.Token).ConfigureAwait(false) is { } most)
            {
                question.Lower(most);
            }
        }
        catch (Exception error)
        {
            telemetry.SizeUnknown(question.QueueUrl, error);
        }

        lock (_gate)
        {
            _ = _open.Remove(question);
        }

        question.End();
    }

    private sealed class Question(SizeQuestions questions, string queueUrl, Action<long> lower) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string QueueUrl { get; } = queueUrl;

        public Action<long> Lower { get; } = lower;

        public Task Ended => _ended.Task;

        public void Execute() => _ = questions.AskAsync(this);

        public void End() => _ended.SetResult();
    }
}
