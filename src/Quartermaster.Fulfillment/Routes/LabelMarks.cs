using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What stands at each facility so far: says whether another label is worth keeping.</summary>
/// <param name="facilityCount">The highest facility identifier.</param>
/// <param name="mostLegs">The most lanes on a way.</param>
internal sealed class LabelMarks(int facilityCount, int mostLegs)
{
    private readonly Standing[] _marks =
        [.. Enumerable.Range(0, (facilityCount + 1) * mostLegs).Select(_ => new Standing())];

    /// <summary>Forgets everything.</summary>
    internal void Clear() => Array.ForEach(_marks, marks => marks.Count = 0);

    /// <summary>Remembers a label unless nothing can be gained by keeping it: what stands there left the FC no earlier,
    /// is ready no later, costs no more, takes parcels as large and has no more legs.</summary>
    /// <param name="facility">Where it stands.</param>
    /// <param name="legs">Lanes used.</param>
    /// <param name="keys">When goods can leave again, and what a parcel, a gram and a cubic centimeter cost.</param>
    /// <param name="deadline">Later is too long.</param>
    /// <returns>Whether it is worth keeping.</returns>
    internal bool Add(int facility, int legs, in Keys keys, int deadline)
    {
        for (var fewer = 1; fewer <= legs; fewer++)
        {
            if (_marks[(facility * mostLegs) + fewer - 1].Beat(in keys, deadline))
            {
                return false;
            }
        }

        _marks[(facility * mostLegs) + legs - 1].Add(in keys, deadline);
        return true;
    }

    private sealed class Standing
    {
        private int[] _marks = new int[Dominance.Width];
        private int[] _ready = new int[Dominance.Width];
        private long[] _parcels = new long[Dominance.Width];
        private double[] _grams = new double[Dominance.Width];
        private double[] _volumes = new double[Dominance.Width];
        private int[] _deadlines = new int[Dominance.Width];

        internal int Count { get; set; }

        // One that must arrive sooner does not beat, and hides others that might: then a label too many is kept.
        internal bool Beat(in Keys keys, int deadline) => Count > 0
            && Dominance.Find(new(_ready, _parcels, _grams, _volumes, _marks), 0, Count, in keys) is >= 0 and var mark
            && _deadlines[mark] >= deadline;

        internal void Add(in Keys keys, int deadline)
        {
            if (Count == _ready.Length)
            {
                Grow(2 * Count);
            }

            if (Count % Dominance.Width == 0)
            {
                _ready.AsSpan(Count, Dominance.Width).Fill(int.MaxValue);
            }

            (_ready[Count], _parcels[Count], _grams[Count], _volumes[Count], _deadlines[Count]) =
                (keys.First, keys.Second, keys.Third, keys.Fourth, deadline);
            _marks[Count] = keys.Marks;
            Count++;
        }

        private void Grow(int size)
        {
            Array.Resize(ref _ready, size);
            Array.Resize(ref _parcels, size);
            Array.Resize(ref _grams, size);
            Array.Resize(ref _volumes, size);
            Array.Resize(ref _deadlines, size);
            Array.Resize(ref _marks, size);
        }
    }
}
