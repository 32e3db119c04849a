using CsCheck;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Xunit;

namespace Quartermaster.Tests.Domain;

/// <summary>What is read of rooms is what was written, whatever was opened and closed between.</summary>
public sealed class LiveRoomsTests
{
    private static readonly Gen<(Slot Slot, long? Free)> s_write =
        from kind in Gen.Int[2, 7]
        from place in Gen.Int[1, 20]
        from window in Gen.Int[-3, 40]
        from free in Gen.Frequency((1, Gen.Const((long?)null)), (3, Gen.Long[0, 200].Select(long? (n) => n)),
            (1, Gen.Const<long?>(long.MaxValue)))
        select (new Slot((SlotKind)kind, place, window), free);

    [Fact]
    public void Rooms_are_what_a_dictionary_says() => s_write.Array[0, 600].Sample(writes =>
    {
        var (rooms, model) = (new LiveRooms(), new Dictionary<Slot, long>());
        var isUnlimited = true;
        foreach (var (slot, free) in writes)
        {
            var (version, level) = (rooms.Version, rooms.LevelOf(slot));
            rooms.Set(slot, free);
            isUnlimited &= free is null;
            if (free is { } units)
            {
                model[slot] = units;
            }
            else
            {
                model.Remove(slot);
            }

            Assert.Equal(isUnlimited, rooms.IsUnlimited);
            Assert.Equal(Math.Min(int.MaxValue, model.GetValueOrDefault(slot)), rooms.Of(slot));
            Assert.True(rooms.LevelOf(slot) == level || rooms.Version != version);
        }

        foreach (var (slot, _) in writes)
        {
            Assert.Equal(Math.Min(int.MaxValue, model.GetValueOrDefault(slot)), rooms.Of(slot));
        }

        Assert.Equal(model.Keys.ToHashSet(), rooms.Open().ToHashSet());
    });
}
