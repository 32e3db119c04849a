using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Finds the purchase that a return belongs to: the latest earlier line of the same customer and product with
/// enough units left.</summary>
/// <remarks>A whole line taken back within a day was never shipped: it is a cancelled sale (the 80,995 units of
/// 2011-12-09 are one). Other matches are returns of that line. Returns without a customer, or of purchases before the
/// data begins, cannot be matched and are counted.</remarks>
internal sealed class RetailReturns
{
    private const int CancelMinutes = 1_440;
    private readonly Dictionary<(int Customer, int Product), List<int>> _purchases = [];
    private readonly Dictionary<(int Line, DateOnly Day), int> _returned = [];
    private readonly Dictionary<int, int> _left = [];

    /// <summary>Lines (by position) that were cancelled.</summary>
    internal HashSet<int> Cancelled { get; } = [];

    /// <summary>Units returned by line and day.</summary>
    internal IReadOnlyDictionary<(int Line, DateOnly Day), int> Returned => _returned;

    internal int Matched { get; private set; }

    internal int Unmatched { get; private set; }

    internal static RetailReturns Of(RetailLines data)
    {
        var returns = new RetailReturns();
        var none = data.Customers.NumberOf("");
        for (var i = 0; i < data.Lines.Count; i++)
        {
            var line = data.Lines[i];
            if (line.Kind == LineKind.Sale && line.Customer != none)
            {
                returns.AddPurchase(i, line);
            }
            else if (line.Kind == LineKind.Return)
            {
                returns.Match(data, line);
            }
        }

        return returns;
    }

    private void AddPurchase(int index, RetailLine line)
    {
        if (!_purchases.TryGetValue((line.Customer, line.Product), out var earlier))
        {
            _purchases[(line.Customer, line.Product)] = earlier = [];
        }

        earlier.Add(index);
    }

    private void Match(RetailLines data, RetailLine line)
    {
        var units = -line.Units;
        var earlier = _purchases.GetValueOrDefault((line.Customer, line.Product), []);
        var found = earlier.FindLastIndex(i => !Cancelled.Contains(i) && Left(data, i) >= units);
        if (found < 0)
        {
            Unmatched++;
            return;
        }

        var bought = earlier[found];
        if (units == data.Lines[bought].Units && line.LocalMinute - data.Lines[bought].LocalMinute <= CancelMinutes)
        {
            Cancelled.Add(bought);
            return;
        }

        Matched++;
        _left[bought] = Left(data, bought) - units;
        var key = (bought, LondonTime.ToUtc(line.LocalMinute).UtcDay);
        _returned[key] = _returned.GetValueOrDefault(key) + units;
    }

    private int Left(RetailLines data, int line) => _left.GetValueOrDefault(line, data.Lines[line].Units);
}
