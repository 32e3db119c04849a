namespace Quartermaster.Forecasting.Neural;

/// <summary>How a network reads the past.</summary>
public enum NetworkEncoder
{
    /// <summary>Dilated causal convolutions (MQ-CNN): two months back, and quick.</summary>
    Convolutions,

    /// <summary>A long short-term memory over the whole window (MQ-RNN).</summary>
    Memory,
}
