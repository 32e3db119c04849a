using CsCheck;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

public sealed class SteadyMapTests
{
    private const int Many = 200_000;

    [Fact]
    public void It_holds_what_a_dictionary_holds_whatever_is_added_changed_and_taken_out()
    {
        var step = Gen.Select(Gen.Int[0, 3], Gen.Int[-40, 40], Gen.Int);
        step.Array[0, 400].Sample(steps =>
        {
            var (map, model) = (new SteadyMap<int, int>(), new Dictionary<int, int>());
            foreach (var (kind, key, value) in steps)
            {
                switch (kind)
                {
                    case 0:
                        Assert.Equal(model.TryAdd(key, value), map.TryAdd(key, value));
                        break;
                    case 1:
                        map.Set(key, value);
                        model[key] = value;
                        break;
                    case 2:
                        map.Remove(key);
                        model.Remove(key);
                        break;
                    default:
                        map.RemoveAll((one, _) => one % 3 == key % 3);
                        foreach (var one in model.Keys.Where(one => one % 3 == key % 3).ToArray())
                        {
                            model.Remove(one);
                        }

                        break;
                }

                Assert.Equal(model.Count, map.Count);
            }

            Assert.Equal(model.OrderBy(pair => pair.Key), map.Pairs.OrderBy(pair => pair.Key));
            Assert.All(Enumerable.Range(-40, 81), key =>
                Assert.Equal(model.TryGetValue(key, out var value) ? value : null, ValueOf(map, key)));
        });
    }

    [Fact]
    public void Keys_in_a_row_and_keys_far_apart_are_all_found_again_after_it_has_grown()
    {
        foreach (var stride in (long[])[1, 64, 1L << 32, 0x13C6EF372FE94F82L])
        {
            var map = new SteadyMap<long, int>();
            for (var i = 0; i < Many; i++)
            {
                Assert.True(map.TryAdd(unchecked(i * stride), i));
            }

            for (var i = 0; i < Many; i++)
            {
                Assert.True(map.TryGetValue(unchecked(i * stride), out var value));
                Assert.Equal(i, value);
            }

            Assert.False(map.ContainsKey(-1));
        }
    }

    private static int? ValueOf(SteadyMap<int, int> map, int key) => map.TryGetValue(key, out var value) ? value : null;
}
