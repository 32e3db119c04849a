using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

public sealed class WeightsFileTests
{
    [Fact]
    public void Weights_and_facts_come_back_as_they_were()
    {
        var (parameters, copy) = (Make(seed: 1), Make(seed: 2));
        var file = Written(parameters);
        Assert.Equal("12", WeightsFile.ReadFacts(file)["steps"]);
        WeightsFile.Read(file, [copy]);
        Assert.Equal(parameters.Values.ToArray(), copy.Values.ToArray());
    }

    [Fact]
    public void The_header_is_that_of_safetensors()
    {
        var bytes = Written(Make(seed: 1));
        var length = (int)BitConverter.ToUInt64(bytes, 0);
        using var header = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, length));
        var second = header.RootElement.GetProperty("0/second");
        Assert.Equal("F32", second.GetProperty("dtype").GetString());
        Assert.Equal("[2,5]", second.GetProperty("shape").GetRawText());
        Assert.Equal("[84,124]", second.GetProperty("data_offsets").GetRawText());
        Assert.Equal(8 + length + 124, bytes.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(-10)]
    public void A_file_that_is_cut_off_is_refused_and_changes_nothing(int length)
    {
        var copy = Make(seed: 2);
        var before = copy.Values.ToArray();
        var bytes = Written(Make(seed: 1));
        var cut = length > 0 ? bytes[..length] : bytes[..^-length];
        Assert.Throws<FormatException>(() => WeightsFile.Read(cut, [copy]));
        Assert.Equal(before, copy.Values.ToArray());
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        var other = new Parameters();
        other.Add("first", 3, 7, 1, 1);
        var file = Written(other);
        var error = Assert.Throws<FormatException>(() => WeightsFile.Read(file, [Make(seed: 1)]));
        Assert.Contains("'0/second'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"0/first\":{}}")]
    [InlineData("{\"0/first\":{\"dtype\":\"F32\",\"shape\":3,\"data_offsets\":[0,84]}}")]
    [InlineData("{\"0/first\":{\"dtype\":1,\"shape\":[3,7],\"data_offsets\":[0,84]}}")]
    [InlineData("{\"__metadata__\":7}")]
    public void A_header_of_another_form_is_refused(string header)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(header);
        byte[] file = [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. new byte[400]];
        Assert.Throws<FormatException>(() => WeightsFile.Read(file, [Make(seed: 1)]));
        if (!header.Contains("0/first", StringComparison.Ordinal))
        {
            Assert.Throws<FormatException>(() => WeightsFile.ReadFacts(file));
        }
    }

    private static byte[] Written(Parameters parameters) =>
        WeightsFile.Write([parameters], new Dictionary<string, string> { ["steps"] = "12" });

    private static Parameters Make(ulong seed)
    {
        var parameters = new Parameters();
        parameters.Add("first", 3, 7, 1, seed);
        parameters.Add("second", 2, 5, 1, seed);
        return parameters;
    }
}
