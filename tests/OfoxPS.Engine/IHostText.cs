namespace OfoxPS.Hosting;

/// <summary>Where a host's text goes.</summary>
public interface IHostText
{
    /// <summary>Whether colours may be written, as escape sequences.</summary>
    public bool HasColors { get; }

    /// <summary>Characters in a line.</summary>
    public int Width { get; }

    /// <summary>Writes text as it is.</summary>
    public void Write(HostChannel channel, string text);
}
