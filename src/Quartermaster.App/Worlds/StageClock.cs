using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Worlds;

/// <summary>Shows the stages of long work and remembers how long each took. Safe to call from several threads.
/// </summary>
internal sealed class StageClock(TimeProvider clock) : IDisposable
{
    private readonly Progress _progress = new(clock);
    private readonly List<(string Stage, double Seconds)> _stages = [];
    private readonly Lock _gate = new();
    private long _start = clock.GetTimestamp();
    private string _stage = "";

    /// <summary>The finished stages with their seconds, in order.</summary>
    internal IReadOnlyList<(string Stage, double Seconds)> Stages => _stages;

    /// <summary>Says what is done now, and how much of the whole is done.</summary>
    internal void Report(string stage, double share) => Report(stage, share, "");

    /// <summary>Says what is done now, how much of the whole is done, and more of it for who watches.</summary>
    internal void Report(string stage, double share, string more)
    {
        lock (_gate)
        {
            if (stage != _stage)
            {
                Finish();
                _stage = stage;
            }
        }

        _progress.Report(stage, share, more);
    }

    /// <summary>Ends the last stage.</summary>
    internal void Finish()
    {
        lock (_gate)
        {
            if (_stage.Length > 0)
            {
                _stages.Add((_stage, clock.GetElapsedTime(_start).TotalSeconds));
            }

            (_start, _stage) = (clock.GetTimestamp(), "");
        }
    }

    /// <summary>Seconds of the finished stages whose names begin so.</summary>
    internal double SecondsOf(params string[] beginnings) => _stages
        .Where(stage => beginnings.Any(beginning => stage.Stage.StartsWith(beginning, StringComparison.Ordinal)))
        .Sum(stage => stage.Seconds);

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();
}
