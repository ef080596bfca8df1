using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>Hands a body on as it comes, and keeps what each read brought.</summary>
internal sealed class RecordingStream(Stream inner, RecordingInterceptor recorder) : ReadOnlyStream(inner)
{
    private readonly Stream _inner = inner;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await Poly.ReadAsync(_inner, buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            recorder.Broke();
            throw;
        }

        recorder.Read(buffer.AsSpan(offset, read));
        return read;
    }
}
