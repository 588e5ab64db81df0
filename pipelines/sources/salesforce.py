"""Salesforce: one CSV per object, as Bulk API 2.0 query jobs of API version 63.0 write it.

UTF-8, comma, every value quoted, instants as 2025-12-31T23:59:00.000+0000 (the Data Loader's
Z is read too), ids of 18 characters. A file is called after its object: ``Contact-0001.csv``.
``queryAll`` jobs also tell what was deleted (``IsDeleted``) and what was merged away
(``MasterRecordId`` is the record that stood). Fields of one's own (``VAT_Id__c``) end in __c.
"""

from __future__ import annotations

from pipelines.sources.contract import Column, Csv, Source, Table, fields

_SYSTEM = fields(
    "IsDeleted boolean",
    "OwnerId",
    "CreatedDate timestamp",
    "LastModifiedDate timestamp",
    "SystemModstamp! timestamp",
)


def _object(name: str, stem: str, *declared: str) -> Table:
    columns: tuple[Column, ...] = fields("Id!", *declared)
    return Table(
        name,
        (*columns, *_SYSTEM),
        csv=Csv(delimiter=",", quoted_newlines=True),
        stem=stem,
        key=("Id",),
        version="SystemModstamp",
    )


ACCOUNTS = _object(
    "accounts",
    "account",
    *("MasterRecordId", "Name*", "Type", "ParentId", "BillingStreet", "BillingCity"),
    *("BillingPostalCode", "BillingCountry", "Phone", "Website", "Industry", "VAT_Id__c"),
)

CONTACTS = _object(
    "contacts",
    "contact",
    *("MasterRecordId", "AccountId", "Salutation", "FirstName", "LastName*", "Title"),
    *("MailingStreet", "MailingCity", "MailingPostalCode", "MailingCountry"),
    *("Email", "Phone", "MobilePhone", "Birthdate date"),
    *("HasOptedOutOfEmail boolean", "DoNotCall boolean"),
)

LEADS = _object(
    "leads",
    "lead",
    *("MasterRecordId", "Salutation", "FirstName", "LastName*", "Company", "Status"),
    *("Street", "City", "PostalCode", "Country", "Email", "Phone", "MobilePhone"),
    *("LeadSource", "IsConverted boolean", "ConvertedAccountId", "ConvertedContactId"),
    *("HasOptedOutOfEmail boolean", "DoNotCall boolean"),
)

OPPORTUNITIES = _object(
    "opportunities",
    "opportunity",
    *("AccountId", "ContactId", "Name", "Type", "LeadSource", "StageName*"),
    *("Amount decimal", "CurrencyIsoCode", "Probability decimal", "CloseDate date"),
    *("IsClosed boolean", "IsWon boolean"),
)

TASKS = _object(
    "tasks",
    "task",
    *("WhoId", "WhatId", "Subject", "Status", "TaskSubtype", "CallType"),
    *("CallDurationInSeconds integer", "CallDisposition", "ActivityDate date"),
    *("CompletedDateTime timestamp", "IsClosed boolean"),
)

SOURCE = Source("salesforce", (ACCOUNTS, CONTACTS, LEADS, OPPORTUNITIES, TASKS))
