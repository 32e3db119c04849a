using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Tests.Evaluation.Simulation;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>What prices of hands and of room on lanes see of the tiny shop: product 1 in stock and wanted 6 times a
/// day, product 2 not in stock and wanted 4 times; today twice as much is wanted.</summary>
internal static class SeenByPrices
{
    internal static PlanningState State => new()
    {
        Today = TinyShop.FirstDay, Available = [3, 0], OnOrder = [0, 9], OpenLines = new([]),
    };

    internal static Outlook Outlook => new()
    {
        MeanDailyUnits = [6, 4], FirstDay = TinyShop.FirstDay, DailyUnits = [20, 10, 10], ShortageFactor = 1,
        Belief = null!, Resting = null!, LevelRows = default!, RoomPrices = new([]), Targets = null!,
        Breaches = [], StockValues = null,
    };
}
