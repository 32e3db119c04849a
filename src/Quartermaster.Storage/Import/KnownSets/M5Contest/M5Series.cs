namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>One item at one store: units by day, and the runs of days at one price.</summary>
internal sealed record M5Series(
    string Item, string Department, string Category, string Store, string State, int[] Units)
{
    private readonly SortedDictionary<int, (int Last, long Micros)> _weeks = [];

    /// <summary>The code of the product that stands for it.</summary>
    internal string Code { get; } = $"{Item}_{Store}";

    /// <summary>The code of its store's department.</summary>
    internal string Group { get; } = $"{Department}_{Store}";

    /// <summary>Its runs of days at one price, from d_1 counted as 0; the last one has no end. Weeks without a row keep
    /// the price before.</summary>
    internal IReadOnlyList<(int First, int? Last, long Micros)> Prices { get; private set; } = [];

    internal void SetPrice((int First, int Last) week, long micros) => _weeks[week.First] = (week.Last, micros);

    internal void JoinPrices()
    {
        var runs = new List<(int First, int? Last, long Micros)>();
        foreach (var (first, (_, micros)) in _weeks)
        {
            if (runs.Count > 0 && runs[^1].Micros == micros)
            {
                continue;
            }

            if (runs.Count > 0)
            {
                runs[^1] = runs[^1] with { Last = first - 1 };
            }

            runs.Add((first, null, micros));
        }

        Prices = runs;
        _weeks.Clear();
    }

    /// <summary>The price of a day, in millionths; that of the first run before it.</summary>
    internal long MicrosOn(int day)
    {
        var found = Prices.Count > 0 ? Prices[0].Micros : 0;
        foreach (var run in Prices)
        {
            found = run.First <= day ? run.Micros : found;
        }

        return found;
    }
}
