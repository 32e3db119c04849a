using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>One order, or several of a party that are shipped together, with the plan it has.</summary>
/// <param name="Members">The orders.</param>
/// <param name="Party">Who orders; 0 for nobody in particular.</param>
/// <param name="Request">Where to, from now on, by the earliest of the promises.</param>
/// <param name="Lines">What they want, each product once; products by their numbers in the backlog.</param>
/// <param name="Rows">What is shipped from where, as many rows per line as the engine has.</param>
internal sealed record OpenOrder(int[] Members, int Party, OrderRequest Request, CartLine[] Lines, ShipmentRow[] Rows)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <summary>For each line how many of the orders want it; null for one each.</summary>
    internal int[]? Wanting { get; init; }

    /// <summary>Of several orders each with its lines and what it gets of the plan; null for one.</summary>
    internal OpenOrder[]? Parts { get; init; }

    /// <summary>Whether a line is shipped.</summary>
    internal bool Ships(int line) => Rows[line * Most].Units > 0;

    /// <summary>Lines of orders that are not shipped.</summary>
    internal int Missing
    {
        get
        {
            var missing = 0;
            for (var line = 0; line < Lines.Length; line++)
            {
                missing += Ships(line) ? 0 : Wanting?[line] ?? 1;
            }

            return missing;
        }
    }

    /// <summary>Parcels: FCs that ship.</summary>
    internal ulong Origins(RouteTable routes)
    {
        var origins = 0UL;
        foreach (ref readonly var row in Rows.AsSpan())
        {
            origins |= row.Units > 0 ? 1UL << routes.OriginOf(row.Facility) : 0;
        }

        return origins;
    }

    /// <summary>The same by a new plan, divided among its orders.</summary>
    internal OpenOrder By(ShipmentRow[] rows) => this with { Rows = rows, Parts = MemberShares.Divide(this, rows) };

    /// <summary>Whether what each FC ships of it fits one parcel: no more is counted.</summary>
    internal bool FitsOneParcelEach(OrderInputs inputs) => !inputs.Routes.HasTerms
        || Rows.Where(row => row.Units > 0).GroupBy(row => row.Facility).All(parcel => !ParcelSizes.IsTight(
            inputs, parcel.First().Option, [.. parcel.Select(row => new CartLine(row.Product, row.Units))]));

    /// <summary>Two orders as one, without a plan but for the parts: ready when both are, due when the first is.
    /// </summary>
    internal static OpenOrder Join(OpenOrder one, OpenOrder other)
    {
        var lines = one.Lines.ToList();
        var wanting = (one.Wanting ?? [.. one.Lines.Select(_ => 1)]).ToList();
        for (var i = 0; i < other.Lines.Length; i++)
        {
            var (line, by) = (other.Lines[i], other.Wanting?[i] ?? 1);
            var at = lines.FindIndex(mine => mine.Product == line.Product);
            if (at < 0)
            {
                lines.Add(line);
                wanting.Add(by);
            }
            else
            {
                wanting[at] += by;
                lines[at] = line with { Units = line.Units + lines[at].Units };
            }
        }

        var request = one.Request with
        {
            At = one.Request.At.UnixMilliseconds >= other.Request.At.UnixMilliseconds ? one.Request.At
                : other.Request.At,
            Deadline = one.Request.Deadline.UnixMilliseconds <= other.Request.Deadline.UnixMilliseconds
                ? one.Request.Deadline : other.Request.Deadline,
        };
        return new([.. one.Members, .. other.Members], one.Party, request, [.. lines],
            new ShipmentRow[lines.Count * Most])
        {
            Wanting = [.. wanting],
            Parts = [.. one.Parts ?? [one], .. other.Parts ?? [other]],
        };
    }
}
