using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Http;

/// <summary>Hears of goods that have moved: transfers, returns, damage, what has gone, and who owns what.</summary>
/// <param name="plane">The plane.</param>
/// <param name="policy">The settings.</param>
internal sealed class MovementAnswers(OnlinePlane plane, ServePolicy policy)
{
    private const string Refused = "refused";

    /// <summary>Posts movements. Good ones are kept, of bad ones it is said why.</summary>
    internal async Task<MovementsAnswer> PostAsync(MovementsPost post, CancellationToken cancel)
    {
        if (post.Movements.Count is 0 or > DurableLedger.MostUpdates)
        {
            throw RequestReader.Bad("/movements", $"There are {post.Movements.Count} movements.",
                "Give 1 to 10,000 at a time.");
        }

        var (view, now) = (plane.View, plane.Now);
        var reader = new MovementReader(view, now, policy.ClockSkewMinutes);
        var (outcomes, told, rows) = (new MovementOutcome?[post.Movements.Count], new List<ToldMovement>(),
            new List<int>());
        for (var row = 0; row < outcomes.Length; row++)
        {
            try
            {
                told.Add(reader.Read(post.Movements[row] ?? throw RequestReader.Bad($"/movements/{row}",
                    "The movement is null.", "Leave it out."), row));
                rows.Add(row);
            }
            catch (ProblemException fault)
            {
                outcomes[row] = new(row, KeyOf(post, row), Refused)
                {
                    Code = "bad_value", Message = $"{fault.Problem.Detail} {fault.Problem.Next}",
                    Pointer = fault.Problem.Pointer,
                };
            }
        }

        var cuts = new List<ClaimCut>();
        var found = await LedgerMovements.PostAsync(plane.Ledger, told, now, cuts, cancel).ConfigureAwait(false);
        for (var i = 0; i < found.Length; i++)
        {
            outcomes[rows[i]] = Answer(told[i], found[i], rows[i], KeyOf(post, rows[i]));
        }

        var cut = await CutOrders.OfAsync(plane.Ledger, view.Catalog, cuts, now).ConfigureAwait(false);
        return new(found.Count(one => one.Outcome == Outcome.Posted),
            found.Count(one => one.Outcome == Outcome.AlreadyPosted), outcomes!)
        {
            ClaimsReleased = ShipmentAnswers.ReleasedOf(cuts),
            OrdersCut = cut.Orders,
            CutOrders = [.. cut.First.Select(one => new CutItem(one.Order, one.Product, one.Facility, one.Units))],
        };
    }

    private static string KeyOf(MovementsPost post, int row) => RequestReader.Shown(post.Movements[row]?.Key);

    private MovementOutcome Answer(ToldMovement told, ToldOutcome found, int row, string key)
    {
        if (found.Outcome is Outcome.Posted or Outcome.AlreadyPosted)
        {
            return new(row, key, PromiseAnswers.NameOf(found.Outcome))
            {
                Note = !found.IsCounted ? null : "Stock was counted after that day began, and what was counted stays: "
                    + "only what no count has seen was posted.",
            };
        }

        var (field, code, words) = found switch
        {
            { IsOther: true } => ("key", "other_movement",
                "Something else was told under this key. Give this movement a key of its own."),
            { Outcome: Outcome.NotEnough } => ("units", "not_enough", NotEnough(told.Entries[0], found.Free)),
            { Outcome: Outcome.TooMany } => ("units", "too_many", "More than 2,147,483,647 units would be there."),
            { Outcome: Outcome.TooOld } => ("at", "too_old", FormattableString.Invariant(
                $"It was at {told.At}, and movements are remembered from {plane.Forgetting.Memory?.From:yyyy-MM-dd}: ")
                + "whether it was told before is not known. See in your own records; if it was not, count the shelf."),
            _ => ("product", PromiseAnswers.NameOf(found.Outcome), "The ledger cannot take it."),
        };
        return new(row, key, Refused)
        {
            Code = code, Message = words, Pointer = $"/movements/{row}/{field}",
            Free = found.Outcome == Outcome.NotEnough ? found.Free : null,
        };
    }

    private static string NotEnough(Entry entry, long free) => FormattableString.Invariant(
        $"{entry.Units} units are told, and {free} are ") + entry.From.State switch
    {
        GoodsState.InTransit => "under way to there. See whether the facility is right, and whether they departed.",
        GoodsState.Unfulfillable => "there that cannot be sold. See whether the facility is right.",
        _ => "free there: on the shelf, and claimed by no order. Where fewer are there than orders claim, say how many "
            + "there are: a level of POST /v1/inventory/updates cuts the newest orders.",
    };
}
