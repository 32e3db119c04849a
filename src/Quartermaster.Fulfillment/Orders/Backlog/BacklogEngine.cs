using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Looks again at orders that are decided and not picked yet, and finds changes that save something: a plan on
/// today's stock, an exchange of units between orders, parcels shared by orders of one party.</summary>
/// <remarks>Never ships a line later than promised that was shipped in time before, never costs more than the plan it
/// is given, and decides the same twice. Local search: no proof that nothing better exists. Cost: a few exact plans per
/// order and round; see README.md in this folder.</remarks>
public sealed class BacklogEngine(BacklogPolicy policy)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <summary>Decides what all open orders ship from where.</summary>
    /// <param name="inputs">The orders, what they hold, and the world.</param>
    /// <param name="why">Where the reasons go, row by row; null for none.</param>
    /// <exception cref="ArgumentException">The inputs do not fit together: <see cref="BacklogInputs.Check"/> says how.
    /// </exception>
    public BacklogPlan Decide(BacklogInputs inputs, ReasonWriter<OrderReason>? why = null)
    {
        if (inputs.Check() is [var finding, ..])
        {
            throw new ArgumentException(finding.Rule, nameof(inputs));
        }

        var world = new BacklogWorld(inputs.Orders);
        var orders = BacklogIntake.Read(inputs, world);
        var search = new BacklogSearch(policy, world, orders);
        var (before, missing) = (search.CostMicros, search.Missing);
        var split = Math.Max(0, policy.Orders.SplitCost.Micros);
        var (present, next) = (new BacklogRows(inputs, world, split), new BacklogRows(inputs, world, split));
        present.Write(orders, null);
        search.Run();

        var rows = next.Write(orders, why);
        var changed = 0;
        for (var order = 0; order < inputs.Orders.Count; order++)
        {
            changed += IsChanged(inputs, rows, order) ? 1 : 0;
        }

        return new(new(rows), before, search.CostMicros, missing, search.Missing, changed, search.Plans,
            search.IsCut)
        {
            Bills = new([.. Enumerable.Range(0, inputs.Orders.Count).Select(order => new OrderBill(
                present.BillOf(order), next.BillOf(order), present.FirstWith(order), next.FirstWith(order)))]),
            SharedParcels = Enumerable.Range(0, inputs.Orders.Count).Sum(next.SharedBy),
        };
    }

    private static bool IsChanged(BacklogInputs inputs, ShipmentRow[] rows, int order)
    {
        var (first, end) = (inputs.Orders.FirstRow(order), inputs.Orders.FirstRow(order + 1));
        for (var row = first; row < end; row++)
        {
            var now = inputs.Present.Rows[row];
            if (now.Units != rows[row].Units
                || (now.Units > 0 && (now.Facility != rows[row].Facility || now.Option != rows[row].Option)))
            {
                return true;
            }
        }

        return false;
    }
}
