using System.Globalization;

namespace Quartermaster.App.CommandLine;

/// <summary>Shows how far long work is, with the time it still needs. Writes to standard error only.</summary>
/// <remarks>On a terminal one line is rewritten; elsewhere a line appears at every tenth, so that logs stay short.
/// Nothing is shown in the first two seconds. Safe to call from several threads.</remarks>
internal sealed class Progress(TimeProvider clock) : IDisposable
{
    private const int BarCells = 28;
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private long _stageStart = clock.GetTimestamp();
    private long _lastShown;
    private int _lastTenth = -1;
    private string _stage = "";
    private double _stageShare;

    /// <summary>Says what is done now and how much of it is done.</summary>
    /// <param name="stage">A few words.</param>
    /// <param name="share">0 to 1.</param>
    internal void Report(string stage, double share) => Report(stage, share, "");

    /// <summary>Says what is done now, how much of it is done, and figures that change, for example a speed.</summary>
    internal void Report(string stage, double share, string more)
    {
        lock (_gate)
        {
            if (stage != _stage)
            {
                (_stage, _stageStart, _stageShare, _lastTenth) = (stage, clock.GetTimestamp(), share, -1);
                _lastShown = 0;
            }

            if (clock.GetElapsedTime(_start) >= TimeSpan.FromSeconds(2))
            {
                Show(Math.Clamp(share, 0, 1), more.Length > 0 ? ", " + more : "");
            }
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isTerminal && _lastShown != 0)
            {
                Console.Error.Write("\r\u001b[K");
            }
        }
    }

    private void Show(double share, string more)
    {
        var isDue = _lastShown == 0 || clock.GetElapsedTime(_lastShown) >= TimeSpan.FromMilliseconds(100) || share >= 1;
        var tenth = (int)(share * 10);
        if (_isTerminal && isDue)
        {
            var filled = (int)(share * BarCells);
            var bar = new string('█', filled) + new string('░', BarCells - filled);
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r\u001b[K{bar} {share,4:0 %} {_stage}{more}{Remaining(share)}"));
            _lastShown = clock.GetTimestamp();
        }
        else if (!_isTerminal && tenth != _lastTenth)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_stage}: {share:0 %}{more}"));
            (_lastTenth, _lastShown) = (tenth, clock.GetTimestamp());
        }
    }

    // As long for each share as the stage took for its own: what was done before it took another time.
    private string Remaining(double share)
    {
        var elapsed = clock.GetElapsedTime(_stageStart);
        var done = share - _stageShare;
        if (done < 0.02 || elapsed < TimeSpan.FromSeconds(1))
        {
            return "";
        }

        var left = elapsed * ((1 - share) / done);
        return string.Create(CultureInfo.InvariantCulture, $", {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
