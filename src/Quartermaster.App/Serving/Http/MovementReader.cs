using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.App.Serving.Http;

/// <summary>Turns a movement as a request tells it into entries of the ledger; what it cannot is a problem that says
/// why.</summary>
/// <param name="view">What codes stand for.</param>
/// <param name="now">When the request came.</param>
/// <param name="skewMinutes">How far other clocks may be ahead, in minutes.</param>
internal sealed class MovementReader(PlaneView view, Instant now, int skewMinutes)
{
    private const int MostUnits = 100_000_000;

    /// <summary>What the movement is in the ledger.</summary>
    /// <param name="post">As it was sent.</param>
    /// <param name="row">Which one it is; 0 is the first.</param>
    /// <exception cref="ProblemException">A value cannot be used.</exception>
    internal ToldMovement Read(MovementPost post, int row)
    {
        var at = $"/movements/{row}";
        RequireFields(post, at);
        var (product, facility) = (RequestReader.Product(view, post.Product, $"{at}/product"),
            RequestReader.Facility(view, post.Facility, $"{at}/facility"));
        var units = post.Units is >= 1 and <= MostUnits ? (int)post.Units
            : throw RequestReader.Bad($"{at}/units", $"{post.Units} units.", "Give 1 to 100,000,000.");
        var (when, owner) = (TimeOf(post.At, $"{at}/at"), OwnerOf(post.Owner, $"{at}/owner"));
        return ToldMovement.Of(RequestReader.Code(post.Key, $"{at}/key"), post.Kind switch
        {
            "depart" => One(key => Movements.Depart(key, when, product, facility, OtherOf(post, facility, at), units)),
            "arrive" => One(key => Movements.Arrive(key, when, product, facility, units)),
            "lose_in_transit" => One(key => Movements.LoseInTransit(key, when, product, facility, units)),
            "return" => One(key => Movements.Return(key, when, product, facility, units, post.IsSellable ?? true)),
            "damage" => One(key => Movements.Damage(key, when, product, facility, units)),
            "restore" => One(key => Movements.Restore(key, when, product, facility, units)),
            "dispose" => One(key => Movements.Remove(key, when, product, facility, units)),
            "return_to_vendor" => One(key => Movements.Remove(key, when, product, facility, units, toVendor: true)),
            "change_owner" => key => Movements.ChangeOwner(
                key, when, new(product, facility, units, owner), OtherOf(post, owner, at)),
            _ => throw RequestReader.Bad($"{at}/kind", $"'{RequestReader.Short(post.Kind)}' is no kind.",
                "Kinds are depart, arrive, lose_in_transit, return, damage, restore, dispose, return_to_vendor and "
                    + "change_owner."),
        });

        Func<EntryKey, Entry[]> One(Func<EntryKey, Entry> entryOf) => key => [entryOf(key) with { Owner = owner }];
    }

    // What a kind has no use for was meant for another one.
    private static void RequireFields(MovementPost post, string at)
    {
        foreach (var (isGiven, kind, field) in (ReadOnlySpan<(bool, string, string)>)
        [
            (post.To is not null, "depart", "to"), (post.ToOwner is not null, "change_owner", "to_owner"),
            (post.IsSellable is not null, "return", "is_sellable"),
        ])
        {
            if (isGiven && post.Kind != kind)
            {
                throw RequestReader.Bad($"{at}/{field}", $"Only {kind} has {field}.",
                    "Leave it out, or correct the kind.");
            }
        }
    }

    private FacilityId OtherOf(MovementPost post, FacilityId from, string at)
    {
        var to = post.To is { } code ? RequestReader.Facility(view, code, $"{at}/to")
            : throw RequestReader.Bad($"{at}/to", "It is not said where the units go.", "Name the facility.");
        return to != from ? to : throw RequestReader.Bad($"{at}/to", "The units go to where they leave.",
            "Name another facility.");
    }

    private OwnerId OtherOf(MovementPost post, OwnerId owner, string at) =>
        OwnerOf(post.ToOwner, $"{at}/to_owner") is var to && to != owner ? to
            : throw RequestReader.Bad($"{at}/to_owner", "The owner stays the same.",
                "Name owner, to_owner or both: left out, it is the retailer.");

    // Listings mark owners as the retailer unless they say otherwise, so that such a code may well be a seller's.
    private OwnerId OwnerOf(string? code, string at) => code is null ? default
        : view.FindOwner(code) is not { } owner
            ? throw RequestReader.Bad(at, $"There is no owner '{RequestReader.Short(code)}'.",
                "Import its listings, correct the code, or leave it out for the retailer.")
        : !view.Parts.Retailer.Contains(owner) ? owner
            : throw RequestReader.Bad(at, $"Listings mark '{RequestReader.Short(code)}' as the retailer, whose goods "
                + "have no owner.", "Leave it out; or, if it is a seller, import its listings with is_retailer 0.");

    private Instant TimeOf(string? text, string at)
    {
        var when = RequestReader.Time(text, now, at);
        return when <= now.PlusMinutes(skewMinutes) ? when : throw RequestReader.Bad(at,
            $"The goods moved at {when}, and it is only {now} here.",
            "Set the clock, or leave the time out: then it is now.");
    }
}
