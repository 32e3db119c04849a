using System.Globalization;
using System.Text.Json.Nodes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The corner shop with rugs on order for the south: the vendor always takes two days and brings all.
/// </summary>
internal static class ExpectedRugs
{
    internal const double Share = 0.9;

    /// <summary>Units on order.</summary>
    internal const int Units = 10;

    /// <summary>Units that the south has.</summary>
    internal const int Here = 2;

    private const int Deliveries = 30;

    // Before the shelves were counted.
    private static readonly DateOnly s_past = new(2024, 9, 2);

    /// <summary>A copy with the order and what the vendor did before.</summary>
    /// <param name="corner">The shop.</param>
    /// <param name="ordered">The day of the order.</param>
    /// <param name="share">The share of deliveries that are to be there; 0 to promise nothing of it.</param>
    internal static string Copy(CornerShop corner, DateOnly ordered, double share)
    {
        var folder = corner.Copy();
        corner.Add(folder, "receipts",
        [
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            .. Enumerable.Range(1, Deliveries).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"past-{i},1,rug,import,south,{s_past.AddDays(i):yyyy-MM-dd},10,{
                    s_past.AddDays(i + 2):yyyy-MM-dd},10")),
        ]);
        Order(corner, folder, ordered, "Released");
        Promise(folder, share);
        return folder;
    }

    /// <summary>Says how far the order is.</summary>
    internal static void Order(CornerShop corner, string folder, DateOnly ordered, string state) => corner.Add(
        folder, "purchase_orders",
        "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
        string.Create(CultureInfo.InvariantCulture,
            $"rugs,1,{state},rug,import,south,{Units},60.00,{ordered:yyyy-MM-dd},{ordered.AddDays(2):yyyy-MM-dd}"));

    /// <summary>Says from when what arrives is promised.</summary>
    internal static void Promise(string folder, double share)
    {
        var workspace = Workspace.Open(folder);
        workspace.Save(workspace.Settings with
        {
            Policies = share == 0 ? []
                : new JsonObject { ["promise"] = new JsonObject { ["arrivalShare"] = share } },
        });
    }
}
