"""Everything that others read of the topics, generated from ``topics``: ``make contract``.

Schemas, examples, AsyncAPI document and page are committed; the tests fail when they are not what
the models say, or when they break the last release. It is no part of any wheel.
"""
