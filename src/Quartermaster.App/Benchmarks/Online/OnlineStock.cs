using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Stock and demand of a million products for benchmarks: popular products lie in many FCs, the others in few;
/// what is asked for follows Zipf's law.</summary>
internal sealed class OnlineStock
{
    internal const int Stride = OnlineNetwork.Centers + 1;

    private const ulong Seed = 8_192;

    internal OnlineStock(int products)
    {
        Products = products;
        Cells = new int[(products + 1L) * Stride];
        var terms = new ShipTerms[products + 1];
        Blocks.Run(products, 4_096, Environment.ProcessorCount, block =>
        {
            for (var product = block.Start + 1; product <= block.Start + block.Count; product++)
            {
                Fill(product);
                terms[product] = TermsOf(product);
            }
        });
        Terms = new(terms);
    }

    internal int Products { get; }

    /// <summary>Units free, by product × FC; slot 0 unused.</summary>
    internal int[] Cells { get; }

    internal Domain.Table<ShipTerms> Terms { get; }

    /// <summary>The product that a draw asks for: number n as often as 1/n; popular products are scattered over the
    /// numbers.</summary>
    internal int Ask(double draw)
    {
        // Inverse of the harmonic numbers' continuous twin.
        var rank = Math.Exp(draw * Math.Log(Products + 1.0)) - 1;
        return 1 + (int)((ulong)Math.Min(Products - 1, (long)rank) * 2_654_435_761UL % (ulong)Products);
    }

    private void Fill(int product)
    {
        // The rank that asks for this product is unknown here; breadth is drawn instead, a tenth of products broad.
        var breadth = KeyedRandom.Uniform(Seed, 1, (ulong)product, 0);
        var share = breadth < 0.1 ? 0.9 : breadth < 0.3 ? 0.4 : 0.08;
        for (var center = 1; center <= OnlineNetwork.Centers; center++)
        {
            if (KeyedRandom.Uniform(Seed, 2, (ulong)product, (ulong)center) < share)
            {
                Cells[((long)product * Stride) + center] =
                    (int)(60 * KeyedRandom.Uniform(Seed, 3, (ulong)product, (ulong)center));
            }
        }
    }

    private static ShipTerms TermsOf(int product) => new(
        50 + (int)(4_000 * KeyedRandom.Uniform(Seed, 4, (ulong)product, 0)),
        100 + (int)(15_000 * KeyedRandom.Uniform(Seed, 5, (ulong)product, 0)), 0, new(400_000), new(300_000));
}
