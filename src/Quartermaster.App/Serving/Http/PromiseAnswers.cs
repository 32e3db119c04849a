using System.Text.Json;
using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Serving.Http;

/// <summary>Answers what carts can be promised.</summary>
internal sealed class PromiseAnswers(OnlinePlane plane, OfferSigner signer, ServePolicy policy)
{
    internal const int MostCarts = 1_000;

    /// <summary>One cart.</summary>
    /// <exception cref="ProblemException">The cart cannot be read.</exception>
    internal PromiseAnswer One(PromiseAsk ask)
    {
        var (view, now) = (plane.View, plane.Now);
        var (cart, batch) = (Read(view, ask, now), new CartBatch(view, now));
        Add(batch, in cart);
        var sequence = view.Available.Sequence;
        return Answer(view, now, in cart, batch.Decide(cart.Speeds), cart.Speeds, sequence);
    }

    /// <summary>Many carts; what is wrong with one is said in its place, and the others are answered.</summary>
    internal PromiseBatchAnswer Many(PromiseBatchAsk ask)
    {
        if (ask.Carts.Count is 0 or > MostCarts)
        {
            throw RequestReader.Bad("/carts", $"There are {ask.Carts.Count} carts.", "Ask for 1 to 1,000 at a time.");
        }

        var (view, now) = (plane.View, plane.Now);
        var (answers, carts, batch) = (new CartAnswer[ask.Carts.Count], new ReadCart[ask.Carts.Count],
            new CartBatch(view, now));
        for (var i = 0; i < answers.Length; i++)
        {
            try
            {
                carts[i] = Read(view, ask.Carts[i] ?? throw RequestReader.Bad("", "The cart is null.", "Leave it out."),
                    now) with { Number = batch.Count };
                Add(batch, in carts[i]);
            }
            catch (ProblemException fault)
            {
                answers[i] = new() { Problem = fault.Problem with { Pointer = $"/carts/{i}{fault.Problem.Pointer}" } };
            }
        }

        var (all, sequence) = (RequestReader.AllSpeeds.ToArray(), view.Available.Sequence);
        var offers = batch.Decide(all);
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] ??= new() { Promise = Answer(view, now, in carts[i], offers, all, sequence) };
        }

        return new(answers);
    }

    // The cart, and after it each of its lines by itself where that is wanted.
    private static void Add(CartBatch batch, in ReadCart cart)
    {
        batch.Add(cart.Request, cart.Lines);
        for (var i = 0; cart.IsSplit && i < cart.Lines.Length; i++)
        {
            batch.Add(cart.Request, cart.Lines.AsSpan(i, 1));
        }
    }

    // Of what was decided for a batch, at such speeds, that which is the cart's.
    private PromiseAnswer Answer(
        PlaneView view, Instant now, in ReadCart cart, PromiseOffer[] decided, Speed[] speeds, long sequence)
    {
        var (read, wanted) = (cart, new PromiseOffer[cart.Speeds.Length]);
        var answer = Answer(view, now, in cart, Wanted(0), sequence);
        return !cart.IsSplit ? answer : answer with
        {
            Split =
            [
                .. cart.Lines.Select((line, i) => new LineAnswer(view.Catalog.CodeOf(line.Product), line.Units,
                    Offers(view, now, read with { Lines = [line] }, Wanted(i + 1)))),
            ],
            Preferred = Preferred(view, in cart, Wanted),
        };

        PromiseOffer[] Wanted(int place)
        {
            for (var speed = 0; speed < wanted.Length; speed++)
            {
                wanted[speed] = decided[((read.Number + place) * speeds.Length)
                    + Array.IndexOf(speeds, read.Speeds[speed])];
            }

            return wanted;
        }
    }

    // By expected profit; nobody knows it where there are no margins.
    private static string? Preferred(PlaneView view, in ReadCart cart, Func<int, PromiseOffer[]> offersOf)
    {
        if (view.Parts is not { Facts: { } facts, Company: { } company } || cart.Lines.Length == 0)
        {
            return null;
        }

        var (minute, lost) = (cart.Request.At.UnixMinutes, company.Gather.LostPerExtraDay);
        var lines = new OfferWorth[cart.Lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = BestOf(offersOf(i + 1), CartWorth.Of(facts, cart.Lines.AsSpan(i, 1), lost));
        }

        return CartPreference.IsSplit(BestOf(offersOf(0), CartWorth.Of(facts, cart.Lines, lost)), lines,
            view.Parts.SplitCost) switch
        {
            true => "split",
            false => "together",
            null => null,
        };

        OfferWorth BestOf(PromiseOffer[] offers, CartWorth worth) => offers.Where(offer => offer.IsOffered)
            .Select(offer => new OfferWorth(worth.ProfitOf(offer.CostMicros, offer.PromisedMinute - minute),
                (int)ulong.PopCount(offer.Origins)))
            .DefaultIfEmpty().MaxBy(one => one.Profit);
    }

    private static ReadCart Read(PlaneView view, PromiseAsk ask, Instant now) => new(
        new(RequestReader.Region(view, ask.Destination), RequestReader.Time(ask.At, now, "/at")),
        RequestReader.Cart(view, ask.Items), RequestReader.Speeds(ask.Speeds), ask.Reasons, ask.Quotes, ask.Split, 0);

    private PromiseAnswer Answer(
        PlaneView view, Instant now, in ReadCart cart, ReadOnlySpan<PromiseOffer> offers, long sequence)
    {
        var clock = view.ClockOf(cart.Request.Region);
        var answer = new PromiseAnswer(
            clock.WriteIso(cart.Request.At), view.Catalog.CodeOf(cart.Request.Region), clock.Zone,
            view.Parts.Currency, sequence, Offers(view, now, in cart, offers));
        return answer.Offers.Count == offers.Length || !cart.HasReasons ? answer
            : answer with { NotOffered = WhyNot(view, cart.Request, cart.Lines, offers) };
    }

    private List<OfferAnswer> Offers(
        PlaneView view, Instant now, in ReadCart cart, ReadOnlySpan<PromiseOffer> offers)
    {
        var (clock, answers) = (view.ClockOf(cart.Request.Region), new List<OfferAnswer>(offers.Length));
        foreach (ref readonly var offer in offers)
        {
            if (offer.IsOffered)
            {
                answers.Add(Offer(view, clock, now, in cart, in offer));
            }
        }

        return answers;
    }

    private OfferAnswer Offer(
        PlaneView view, LocalClock clock, Instant now, in ReadCart cart, in PromiseOffer offer)
    {
        var (routes, expires) = (view.Parts.Routes, ExpiresOf(view, now, in offer));
        var (from, until) = DeliveryOf(routes, cart.Request.Region, in offer);
        return new(
            NameOf(offer.Speed), Write(offer.PromisedMinute),
            new(clock.WriteIso(cart.Request.At), Write(routes.DepartureOf(offer.Option).DepartureMinute)),
            new(Write(from), Write(until)), offer.CostMicros / 1_000_000m,
            Math.Round((double)offer.Confidence, 4), From(view, offer.Origins), Write(expires),
            cart.HasQuotes ? QuoteOf(cart.Request.Region, in offer, expires, cart.Lines) : null)
        {
            Arriving = ArrivingUnits.Of(view, cart.Request.At.UnixMinutes, cart.Lines, in offer),
        };

        string Write(int minute) => clock.WriteIso(Instant.OfMinutes(minute));
    }

    /// <summary>When an offer's goods come: in the window of its way where the region has windows, or else from the
    /// earliest way to the promise. Never after the promise.</summary>
    internal static (int From, int Until) DeliveryOf(RouteTable routes, RegionId region, in PromiseOffer offer) =>
        routes.Deliveries.WindowOf(region, routes.Options[offer.Option].DeliveryMinute) is { } window
            ? (window.FromMinute, Math.Min(window.UntilMinute, offer.PromisedMinute))
            : (offer.EarliestMinute, offer.PromisedMinute);

    /// <summary>Until when an offer stands, minutes since 1970.</summary>
    internal int ExpiresOf(PlaneView view, Instant now, in PromiseOffer offer) => Math.Min(
        now.UnixMinutes + policy.OfferMinutes,
        Math.Max(view.Parts.Routes.Options[offer.Option].CutoffMinute, now.UnixMinutes));

    /// <summary>What an order brings to be held to an offer.</summary>
    internal string QuoteOf(RegionId region, in PromiseOffer offer, int expires, ReadOnlySpan<CartLine> lines) =>
        signer.Write(new(region, offer.Speed, offer.PromisedMinute, expires), lines);

    /// <summary>Why those of some offers that are none are not made.</summary>
    internal static List<ConstraintAnswer> WhyNot(
        PlaneView view, CartRequest request, ReadOnlySpan<CartLine> lines, ReadOnlySpan<PromiseOffer> offers)
    {
        var (rows, why) = (new PromiseRow[PromiseInputs.SpeedCount], new ReasonWriter<PromiseReason>());
        view.Engine.DecideOne(view.Inputs, request, lines, rows, why);
        var (reasons, answers) = (why.ToReasons(), new List<ConstraintAnswer>());
        foreach (ref readonly var offer in offers)
        {
            var row = (int)offer.Speed - 1;
            if (!offer.IsOffered && PromiseWords.BindingOf(reasons.Of(row), rows[row]) is { } binding)
            {
                answers.Add(new(NameOf(offer.Speed), TypeOf(binding.Because), NameOf(binding.Because),
                    PromiseWords.WhyNot(binding.Because)));
            }
        }

        return answers;
    }

    internal static string[] From(PlaneView view, ulong origins)
    {
        var routes = view.Parts.Routes;
        var codes = new string[ulong.PopCount(origins)];
        for (var i = 0; i < codes.Length; i++, origins &= origins - 1)
        {
            codes[i] = view.Catalog.CodeOf(routes.Origins[(int)ulong.TrailingZeroCount(origins)]);
        }

        return codes;
    }

    internal static string NameOf<TName>(TName name) where TName : struct, Enum => Names<TName>.Of(name);

    internal static string TypeOf(PromiseReason because) => because switch
    {
        PromiseReason.OutOfStock => "stock",
        PromiseReason.NoSlot => "capacity",
        PromiseReason.LaneFull => "lane_full",
        PromiseReason.SlowHandling => "handling",
        PromiseReason.PastCutoff => "cutoff",
        PromiseReason.NoLane => "lane",
        PromiseReason.OutsideWindow => "window",
        _ => "input",
    };

    private readonly record struct ReadCart(
        CartRequest Request, CartLine[] Lines, Speed[] Speeds, bool HasReasons, bool HasQuotes, bool MaySplit,
        int Number)
    {
        internal bool IsSplit => MaySplit && Lines.Length > 1;
    }

    private static class Names<TName> where TName : struct, Enum
    {
        private static readonly Dictionary<TName, string> s_names = Enum.GetValues<TName>().Distinct()
            .ToDictionary(name => name, name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()));

        internal static string Of(TName name) => s_names.GetValueOrDefault(name) ?? name.ToString();
    }
}
