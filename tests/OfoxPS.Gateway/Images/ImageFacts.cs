namespace OfoxPS.Gateway.Images;

internal sealed record ImageFacts(string Format, int Width, int Height)
{
    public string Mime => $"image/{Format}";
}
