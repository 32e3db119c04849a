using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>One thread's carts, asked again and again.</summary>
internal sealed class PromiseLoad
{
    private const int Batch = 4_096;
    private const int Carts = 1 << 18;
    private const int CheckEvery = 16;

    /// <summary>The speeds that are asked for.</summary>
    internal static readonly Speed[] Speeds = [Speed.OneDay, Speed.TwoDay, Speed.Standard];

    private readonly PromiseInputs _inputs;
    private readonly PromisePolicy _policy;
    private readonly PromiseOffer[] _offers = new PromiseOffer[Batch * Speeds.Length];

    /// <summary>Draws the carts: single items, or 1 to 5 lines.</summary>
    internal PromiseLoad(
        RouteTable routes, OnlineStock stock, Availability live, PromisePolicy policy, int mostLines, ulong seed,
        int minute)
    {
        var (sizes, lines, requests) = (new int[Carts], new List<CartLine>(), new CartRequest[Carts]);
        for (var cart = 0; cart < Carts; cart++)
        {
            double Draw(ulong stream) => KeyedRandom.Uniform(seed, stream, (ulong)cart, 0);
            requests[cart] = new(
                new(1 + (int)(OnlineNetwork.Regions * Draw(1) * Draw(2))), Instant.OfMinutes(minute));
            var wanted = new HashSet<int>();
            for (var line = 0; line < 1 + (int)(mostLines * Draw(3)); line++)
            {
                wanted.Add(stock.Ask(KeyedRandom.Uniform(seed, 4, (ulong)cart, (ulong)line)));
            }

            sizes[cart] = wanted.Count;
            lines.AddRange(wanted.Select(product => new CartLine(new(product), 1)));
        }

        _policy = policy;
        _inputs = new()
        {
            Routes = routes, Available = live.Units, Slots = live.Slots, Rooms = live.Rooms, Terms = stock.Terms,
            Carts = Groups.OfSizes(sizes), Lines = new([.. lines]), Requests = new(requests),
        };
    }

    /// <summary>Carts that the engine had to decide.</summary>
    internal long Hard { get; private set; }

    /// <summary>Offers that were compared with brute force.</summary>
    internal long Compared { get; private set; }

    /// <summary>And that differed.</summary>
    internal long Mismatches { get; private set; }

    /// <summary>Seconds that comparing took.</summary>
    internal double CheckSeconds { get; private set; }

    /// <summary>The sum of all confidences, so that nothing is optimized away.</summary>
    internal double Sum { get; private set; }

    /// <summary>Promises until told to stop.</summary>
    /// <returns>How many carts were promised.</returns>
    internal long Run(PromiseBoard board, Func<bool> isOver)
    {
        var count = 0L;
        for (var batch = 0; !isOver(); batch++)
        {
            var start = batch * Batch % Carts;
            var inputs = _inputs.Slice(start, Batch);
            Hard += board.Decide(inputs, Speeds, _offers);
            Sum += _offers[0].Confidence;
            count += Batch;
            if (batch % CheckEvery == 0)
            {
                var began = Stopwatch.GetTimestamp();
                Check(board, inputs, batch / CheckEvery % Batch);
                CheckSeconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        }

        return count;
    }

    /// <summary>Promises one cart of every region some minutes later.</summary>
    /// <returns>How many regions there are.</returns>
    internal int Renew(PromiseBoard board, int later)
    {
        var requests = Enumerable.Range(1, OnlineNetwork.Regions).Select(region => new CartRequest(
            new(region), _inputs.Requests.Rows[0].At.PlusMinutes(later))).ToArray();
        board.Decide(_inputs.Slice(0, requests.Length) with { Requests = new(requests) }, Speeds, _offers);
        return requests.Length;
    }

    /// <summary>Reads the stock that the same carts would, and does nothing else: no promise can be faster.</summary>
    /// <returns>How many carts' stock was read.</returns>
    internal long Read(Func<bool> isOver)
    {
        const int ahead = 8;
        var (total, first, count) = (0L, _inputs.Routes.Origins[0], _inputs.Routes.Origins.Length);
        var lines = _inputs.Lines.Rows;
        for (var start = 0; !isOver(); start = (start + Batch) % Carts)
        {
            for (var line = _inputs.Carts.FirstRow(start); line < _inputs.Carts.FirstRow(start + Batch); line++)
            {
                Prefetch.Of(_inputs.Available.MarksOf(lines[Math.Min(line + ahead, lines.Length - 1)].Product));
                Sum += _inputs.Available.Has(lines[line].Product, first, count, out var marks)
                    ? ulong.PopCount(marks) : throw new InvalidOperationException("The ledger keeps no marks.");
            }

            total += Batch;
        }

        return total;
    }

    private void Check(PromiseBoard board, PromiseInputs inputs, int cart)
    {
        var before = StockOf(inputs, cart);
        var one = inputs.Slice(cart, 1);
        var offers = new PromiseOffer[Speeds.Length];
        board.Decide(one, Speeds, offers);
        var moved = StockOf(inputs, cart);
        if (before.Zip(moved).All(pair => pair.First.Stock.AsSpan().SequenceEqual(pair.Second.Stock)))
        {
            Compared++;
            var force = new PromiseBruteForce(
                inputs.Routes, inputs.Rooms!, _policy, inputs.Requests.Rows[cart], before);
            Mismatches += force.Agrees(offers) ? 0 : 1;
        }
    }

    private static BruteLine[] StockOf(PromiseInputs inputs, int cart)
    {
        var lines = new List<BruteLine>();
        foreach (ref readonly var line in inputs.LinesOf(cart))
        {
            ref readonly var terms = ref inputs.Terms.Rows[line.Product.Value];
            var stock = new int[inputs.Routes.Origins.Length];
            inputs.Available.Copy(line.Product, inputs.Routes.Origins, stock);
            lines.Add(new(line.Units, (double)line.Units * terms.WeightGrams,
                (double)line.Units * terms.VolumeCubicCentimeters, stock));
        }

        return [.. lines];
    }
}
