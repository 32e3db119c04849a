using Quartermaster.Numerics.Learning;
using Quartermaster.Numerics.Learning.Onnx;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning.Onnx;

public sealed class OnnxGraphTests
{
    public static TheoryData<string> Operations => [.. OneOperation.Names];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_says_the_same_in_another_runtime(string operation)
    {
        var one = new OneOperation(operation);
        var graph = new OnnxGraph();
        graph.Add("one", one.Of, [new(one.Input, "x", "what goes in")], [new(one.Result, "y", "what comes out")]);
        using var run = new OnnxRun(graph.ToFile(new Dictionary<string, string> { ["made_for"] = "a test" }));
        Assert.Equal("a test", run.Facts["made_for"]);

        var (inputs, ours) = (new List<Array>(), new List<float>());
        for (var sample = 0; sample < 3; sample++)
        {
            for (var row = 0; row < one.Input.Rows; row++)
            {
                foreach (ref var value in one.Input.Row(row))
                {
                    value = (1.3f * value) - 0.2f;
                }
            }

            one.Of.Forward();
            inputs.Add(All(one.Input));
            ours.AddRange(All(one.Result));
        }

        OnnxRun.AssertSame(ours, run.Run(new Dictionary<string, Array[]> { ["x"] = [.. inputs] })["y"], operation);
    }

    /// <summary>A signal's numbers, row after row.</summary>
    internal static float[] All(Signal signal) =>
        [.. Enumerable.Range(0, signal.Rows).SelectMany(row => signal.Row(row).ToArray())];
}
