"""From the text as published to the text that is read, and back again.

Crawled articles come with damage (soft hyphens, HTML codes, text decoded with the wrong code page)
and with furniture of the page (links, captions, credits, newsletter lines). The language side reads
a clean view without either; its spans are mapped back, so that events quote what was published.
"""
