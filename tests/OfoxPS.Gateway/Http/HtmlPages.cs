namespace OfoxPS.Gateway.Http;

/// <summary>Pages of things that are not the API: a web server, a proxy, a hotel's network.</summary>
internal static class HtmlPages
{
    public const string NotFound =
        "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>" +
        "<body><h1>Not Found</h1><p>This site has no such page.</p></body></html>\n";

    public const string BadGateway =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
        "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    public const string CaptivePortal =
        "<!DOCTYPE html>\n<html><head><title>Welcome to Hotel WiFi</title></head>" +
        "<body><h1>Please sign in</h1><form action=\"/login\" method=\"post\"><button>Accept the terms</button></form></body></html>\n";
}
