using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Core.Recording;

/// <summary>Hands a body on as it comes, and keeps what each read brought.</summary>
internal sealed class RecordingStream : Stream
{
    private readonly Stream _inner;
    private readonly Recorder _recorder;

    public RecordingStream(Stream inner, Recorder recorder)
    {
        _inner = inner;
        _recorder = recorder;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await Poly.ReadAsync(_inner, buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            _recorder.Broke();
            throw;
        }

        _recorder.Read(buffer.AsSpan(offset, read));
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
