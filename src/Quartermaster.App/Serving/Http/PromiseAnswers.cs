using System.Text.Json;
using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;

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
        var cart = Read(view, ask, now);
        var isSplit = ask.Split && cart.Lines.Length > 1;
        var batch = new CartBatch(view, now);
        batch.Add(cart.Request, cart.Lines);
        for (var i = 0; isSplit && i < cart.Lines.Length; i++)
        {
            batch.Add(cart.Request, cart.Lines.AsSpan(i, 1));
        }

        var sequence = view.Available.Sequence;
        var offers = batch.Decide(cart.Speeds);
        var answer = Answer(view, now, in cart, offers.AsSpan(0, cart.Speeds.Length), sequence);
        return !isSplit ? answer : answer with
        {
            Split =
            [
                .. cart.Lines.Select((line, i) => new LineAnswer(view.Catalog.CodeOf(line.Product), line.Units,
                    Offers(view, now, cart with { Lines = [line] },
                        offers.AsSpan((i + 1) * cart.Speeds.Length, cart.Speeds.Length)))),
            ],
        };
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
                batch.Add(carts[i].Request, carts[i].Lines);
            }
            catch (ProblemException fault)
            {
                answers[i] = new() { Problem = fault.Problem with { Pointer = $"/carts/{i}{fault.Problem.Pointer}" } };
            }
        }

        var (all, sequence) = (RequestReader.AllSpeeds.ToArray(), view.Available.Sequence);
        var offers = batch.Decide(all);
        Span<PromiseOffer> wanted = stackalloc PromiseOffer[PromiseInputs.SpeedCount];
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is null)
            {
                var speeds = carts[i].Speeds;
                for (var speed = 0; speed < speeds.Length; speed++)
                {
                    wanted[speed] = offers[(carts[i].Number * all.Length) + (int)speeds[speed] - 1];
                }

                answers[i] = new() { Promise = Answer(view, now, in carts[i], wanted[..speeds.Length], sequence) };
            }
        }

        return new(answers);
    }

    private static ReadCart Read(PlaneView view, PromiseAsk ask, Instant now) => new(
        new(RequestReader.Region(view, ask.Destination.Region), RequestReader.Time(ask.At, now, "/at")),
        RequestReader.Cart(view, ask.Items), RequestReader.Speeds(ask.Speeds), ask.Reasons, ask.Quotes, 0);

    private PromiseAnswer Answer(
        PlaneView view, Instant now, in ReadCart cart, ReadOnlySpan<PromiseOffer> offers, long sequence)
    {
        var clock = view.ClockOf(cart.Request.Region);
        var answer = new PromiseAnswer(
            clock.WriteIso(cart.Request.At), view.Catalog.CodeOf(cart.Request.Region), clock.Zone,
            view.Parts.Currency, sequence, Offers(view, now, in cart, offers));
        return answer.Offers.Count == offers.Length || !cart.HasReasons ? answer
            : answer with { NotOffered = WhyNot(view, in cart, offers) };
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
        var routes = view.Parts.Routes;
        var cutoff = routes.Options[offer.Option].CutoffMinute;
        var (from, until) = DeliveryOf(routes, cart.Request.Region, in offer);
        var expires = Math.Min(now.UnixMinutes + policy.OfferMinutes, Math.Max(cutoff, now.UnixMinutes));
        return new(
            NameOf(offer.Speed), Write(offer.PromisedMinute),
            new(clock.WriteIso(cart.Request.At), Write(routes.DepartureOf(offer.Option).DepartureMinute)),
            new(Write(from), Write(until)), offer.CostMicros / 1_000_000m,
            Math.Round((double)offer.Confidence, 4), From(view, offer.Origins), Write(expires),
            cart.HasQuotes ? signer.Write(
                new(cart.Request.Region, offer.Speed, offer.PromisedMinute, expires), cart.Lines) : null);

        string Write(int minute) => clock.WriteIso(Instant.OfMinutes(minute));
    }

    /// <summary>When an offer's goods come: in the window of its way where the region has windows, or else from the
    /// earliest way to the promise. Never after the promise.</summary>
    internal static (int From, int Until) DeliveryOf(RouteTable routes, RegionId region, in PromiseOffer offer) =>
        routes.Deliveries.WindowOf(region, routes.Options[offer.Option].DeliveryMinute) is { } window
            ? (window.FromMinute, Math.Min(window.UntilMinute, offer.PromisedMinute))
            : (offer.EarliestMinute, offer.PromisedMinute);

    private static List<ConstraintAnswer> WhyNot(
        PlaneView view, in ReadCart cart, ReadOnlySpan<PromiseOffer> offers)
    {
        var (rows, why) = (new PromiseRow[PromiseInputs.SpeedCount], new ReasonWriter<PromiseReason>());
        view.Engine.DecideOne(view.Inputs, cart.Request, cart.Lines, rows, why);
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
        CartRequest Request, CartLine[] Lines, Speed[] Speeds, bool HasReasons, bool HasQuotes, int Number);

    private static class Names<TName> where TName : struct, Enum
    {
        private static readonly Dictionary<TName, string> s_names = Enum.GetValues<TName>().Distinct()
            .ToDictionary(name => name, name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()));

        internal static string Of(TName name) => s_names.GetValueOrDefault(name) ?? name.ToString();
    }
}
