using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>What a customer of the tiny shop wants.</summary>
/// <param name="Day">From 0.</param>
/// <param name="Units">How many of the product.</param>
/// <param name="Product">1 or 2.</param>
/// <param name="Substitute">What is taken instead; 0 for nothing.</param>
/// <param name="IsPatient">Whether a promise of more than a day is accepted.</param>
/// <param name="IsFollowed">Whether the next of the list is a further line of the same order.</param>
internal readonly record struct Wanted(
    int Day, int Units, int Product = 1, int Substitute = 0, bool IsPatient = true, bool IsFollowed = false);

/// <summary>Customers from a list: one line each but where one is followed, a minute after the other from 8:00 on.
/// </summary>
internal sealed class WantedList(params Wanted[] wanted) : IDemandSource
{
    /// <inheritdoc/>
    public DateOnly FirstDay => TinyShop.FirstDay;

    /// <inheritdoc/>
    public DateOnly LastDay => TinyShop.FirstDay.AddDays(365);

    /// <summary>The keys of the orders of every day that was asked for, in the order they were met.</summary>
    internal List<ulong> Met { get; } = [];

    /// <inheritdoc/>
    public void Load(DateOnly day, DayOrders orders)
    {
        orders.Clear();
        var minute = 8 * 60;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (TinyShop.FirstDay.AddDays(wanted[i].Day) == day)
            {
                orders.AddLine(new(new(wanted[i].Product), wanted[i].Units, new(wanted[i].Substitute)));
                if (!wanted[i].IsFollowed)
                {
                    orders.AddOrder((ulong)i + 1, Instant.Of(day).PlusMinutes(minute++), new(1),
                        wanted[i].IsPatient ? 0 : 0.99, wanted[i].IsPatient ? 0 : 1);
                    Met.Add((ulong)i + 1);
                }
            }
        }

        orders.Sort();
    }
}

/// <summary>A vendor that delivers by a rule: on the stated day, all units sellable, unless told otherwise.</summary>
internal sealed class VendorByRule(Func<SupplyLine, Delivery[]>? rule = null) : ISupplySource
{
    /// <summary>Everything that was ordered.</summary>
    internal List<SupplyLine> Lines { get; } = [];

    /// <inheritdoc/>
    public int Deliver(in SupplyLine line, Span<Delivery> deliveries)
    {
        Lines.Add(line);
        var answer = rule?.Invoke(line) ?? [new(line.Ordered.AddDays(line.StatedDays), line.Units, 0)];
        answer.CopyTo(deliveries);
        return answer.Length;
    }
}

/// <summary>The same level for product 1 every day, whatever is believed; nothing of any other.</summary>
internal sealed class FixedLevels(int level) : IRowEngine<TargetInputs, TargetRow, TargetReason>
{
    /// <inheritdoc/>
    public void Decide(TargetInputs inputs, Span<TargetRow> decisions, ReasonWriter<TargetReason>? why)
    {
        for (var product = 0; product < inputs.Count; product++)
        {
            var id = inputs.Replenishments.Rows[product].Product;
            for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
            {
                var units = new Waterfall<TargetReason>(why);
                units.SetTo(id.Value == 1 ? level : 0, TargetReason.ExpectedDemand);
                decisions[row] = new(id, inputs.Nodes.Rows[row].Facility, (int)units.Quantity,
                    (int)units.Quantity - 1);
            }
        }
    }
}
