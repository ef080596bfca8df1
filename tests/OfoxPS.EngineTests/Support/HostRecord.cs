using System.Text;
using OfoxPS.Hosting;

namespace OfoxPS.EngineTests.Support;

/// <summary>Keeps what a host shows: a text of 120 columns without colours, unless a test wants another terminal.</summary>
internal sealed class HostRecord : IHostText
{
    private readonly StringBuilder _text = new();

    public bool HasColors { get; set; }

    public int Width { get; set; } = 120;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Write(HostChannel channel, string text)
    {
        lock (_text)
        {
            _text.Append(text);
        }
    }
}
