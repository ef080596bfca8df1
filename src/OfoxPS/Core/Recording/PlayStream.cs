using System.Diagnostics;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>A recorded body: each read brings one recorded chunk, at once or when its time has come.</summary>
internal sealed class PlayStream(RecordedResponse response, Stopwatch clock, double? speed) : ReadOnlyStream
{
    private int _chunk;
    private int _offset;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_chunk < response.Chunks.Count && _offset == response.Chunks[_chunk].Bytes.Length)
        {
            _chunk++;
            _offset = 0;
        }

        if (_chunk == response.Chunks.Count)
        {
            return End();
        }

        RecordedChunk chunk = response.Chunks[_chunk];
        if (_offset == 0 && speed is { } factor
            && TimeSpan.FromMilliseconds(chunk.Milliseconds / factor) - clock.Elapsed is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        int read = Math.Min(count, chunk.Bytes.Length - _offset);
        Array.Copy(chunk.Bytes, _offset, buffer, offset, read);
        _offset += read;
        return read;
    }

    private int End() =>
        response.Fault is { } fault ? throw fault.ToException()
        : response.Stopped ? throw new OfoxException(
            OfoxErrorKind.OfoxCassetteMiss, "The recording ends here, because whoever was reading stopped, and more of it is read now")
        : 0;
}
