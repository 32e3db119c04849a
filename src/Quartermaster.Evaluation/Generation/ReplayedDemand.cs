using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation;

/// <summary>What is assumed of the customers of real sales, who left no record of what they would have done otherwise.
/// </summary>
public sealed record CustomerAssumption
{
    /// <summary>Share of customers lost per day of waiting after the first; 1.5 % (Fisher, Gallino and Xu 2019, "The
    /// value of rapid delivery in omnichannel retailing", for one business day).</summary>
    public double DecayPerDay { get; init; } = 0.015;

    /// <summary>The seed of the patience draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>Real sales told again as what customers wanted: orders as they were, no substitutes.</summary>
/// <remarks>What stock-outs of that time lost is not in the sales and is therefore not wanted here either: a policy
/// that
/// holds more than the retailer did gains nothing from it. Cancelled lines and what
/// sellers sold are left out. Sorted once; a day costs its
/// orders.</remarks>
public sealed class ReplayedDemand : IDemandSource
{
    private readonly Sale[] _sales;
    private readonly CustomerAssumption _assumption;

    /// <summary>The sales of a window.</summary>
    /// <param name="sales">Order lines, in any order of time.</param>
    /// <param name="assumption">What is assumed of the customers.</param>
    public ReplayedDemand(Table<Sale> sales, CustomerAssumption assumption)
    {
        _assumption = assumption;
        var kept = Enumerable.Range(0, sales.Count)
            .Where(row => !sales.Rows[row].IsCancelled && sales.Rows[row].Owner == default).ToArray();
        // Stable by row, so that an order's lines stay together in the table's order.
        var starts = new Dictionary<Label, (long At, int Row)>();
        foreach (var row in kept)
        {
            starts.TryAdd(sales.Rows[row].Order, (sales.Rows[row].At.UnixMilliseconds, row));
        }

        _sales = [.. kept.OrderBy(row => starts[sales.Rows[row].Order]).ThenBy(row => row)
            .Select(row => sales.Rows[row] with { At = new(starts[sales.Rows[row].Order].At) })];
        FirstDay = _sales.Length == 0 ? default : _sales[0].At.UtcDay;
        LastDay = _sales.Length == 0 ? default : _sales[^1].At.UtcDay;
    }

    /// <inheritdoc/>
    public DateOnly FirstDay { get; }

    /// <inheritdoc/>
    public DateOnly LastDay { get; }

    /// <inheritdoc/>
    public void Load(DateOnly day, DayOrders orders)
    {
        orders.Clear();
        var until = Instant.Of(day.AddDays(1));
        for (var row = FirstRowOf(Instant.Of(day)); row < _sales.Length && _sales[row].At < until; row++)
        {
            var sale = _sales[row];
            orders.AddLine(new(sale.Product, sale.Units, default));
            if (row + 1 == _sales.Length || _sales[row + 1].Order != sale.Order)
            {
                var key = KeyedRandom.KeyOf(sale.Order.ToString());
                orders.AddOrder(key, sale.At, sale.Region,
                    KeyedRandom.Uniform(_assumption.Seed, Streams.Order, key, 2), _assumption.DecayPerDay);
            }
        }

        orders.Sort();
    }

    private int FirstRowOf(Instant from)
    {
        var (low, high) = (0, _sales.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sales[middle].At < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
