"""What the credit model is told of an application: where it stands in the table, and how it becomes numbers."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Amount:
    """A number, standardised by the training data."""

    name: str
    column: str
    text: str
    reason: str
    unit: str | None = None
    mean: float = 0.0
    std: float = 1.0

    def read(self, row):
        return int(row[self.column])

    def fitted(self, rows):
        values = [row[self.name] for row in rows]
        mean = sum(values) / len(values)
        deviation = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
        return replace(self, mean=round(mean, 4), std=round(deviation, 4))

    def numbers(self, row):
        return [(row[self.name] - self.mean) / self.std]

    def card(self):
        unit = {"unit": self.unit} if self.unit else {}
        return {"name": self.name, "text": self.text, "reason": self.reason, **unit, "mean": self.mean, "std": self.std}


@dataclass(frozen=True)
class Choice:
    """One of several texts: a number for each, 1 where it is the one. Words of the table become shorter ones."""

    name: str
    column: str
    text: str
    reason: str
    words: dict = field(default_factory=dict)

    def read(self, row):
        return self.words[row[self.column]]

    def fitted(self, rows):
        return self

    def categories(self):
        return list(dict.fromkeys(self.words.values()))

    def numbers(self, row):
        return [float(row[self.name] == category) for category in self.categories()]

    def card(self):
        return {"name": self.name, "text": self.text, "reason": self.reason,
                "categories": self.categories(), "encoding": "one-hot"}


FEATURES = [
    Choice("account", "status_of_existing_checking_account", "Checking account", "Standing of the checking account", {
        "... < 0 DM": "overdrawn", "0 <= ... < 200 DM": "below 200 DM",
        "... >= 200 DM / salary assignments for at least 1 year": "200 DM or more, or salary",
        "no checking account": "none here"}),
    Amount("months", "duration_in_month", "Duration of the credit", "Duration of the credit", "months"),
    Choice("history", "credit_history", "Credit history", "Record of former credits", {
        "no credits taken/ all credits paid back duly": "no credits before",
        "all credits at this bank paid back duly": "credits here paid back",
        "existing credits paid back duly till now": "paid back duly till now",
        "delay in paying off in the past": "delays in the past",
        "critical account/ other credits existing (not at this bank)": "other credits elsewhere"}),
    Choice("purpose", "purpose", "Purpose", "What the credit is for", {
        "car (new)": "new car", "car (used)": "used car", "furniture/equipment": "furniture",
        "radio/television": "radio or television", "domestic appliances": "appliances", "repairs": "repairs",
        "education": "education", "retraining": "retraining", "business": "business", "others": "other"}),
    Amount("amount", "credit_amount", "Amount of the credit", "Amount asked for", "DM"),
    Choice("savings", "savings_account_and_bonds", "Savings", "Level of savings", {
        "... < 100 DM": "below 100 DM", "100 <= ... < 500 DM": "100 to 500 DM", "500 <= ... < 1000 DM": "500 to 1000 DM",
        "... >= 1000 DM": "1000 DM or more", "unknown/ no savings account": "unknown or none"}),
    Choice("employed", "present_employment_since", "Employed", "Length of the employment", {
        "unemployed": "unemployed", "... < 1 year": "below 1 year", "1 <= ... < 4 years": "1 to 4 years",
        "4 <= ... < 7 years": "4 to 7 years", "... >= 7 years": "7 years or more"}),
    Amount("rate", "installment_rate_in_percentage_of_disposable_income",
           "Instalments of income", "Instalments relative to income", "on a scale to 4"),
    Choice("debtors", "other_debtors_or_guarantors", "Others who are liable", "Who else is liable", {
        "none": "nobody", "co-applicant": "co-applicant", "guarantor": "guarantor"}),
    Choice("property", "property", "Property", "Property that could be security", {
        "real estate": "real estate", "building society savings agreement/ life insurance": "life insurance",
        "car or other, not in attribute Savings account/bonds": "car or other", "unknown / no property": "none or unknown"}),
    Choice("plans", "other_installment_plans", "Other instalment plans", "Instalments for other things", {
        "none": "none", "bank": "at a bank", "stores": "at stores"}),
    Choice("housing", "housing", "Housing", "Housing", {"own": "own", "rent": "rented", "for free": "for free"}),
    Amount("credits", "number_of_existing_credits_at_this_bank", "Credits at this bank", "Number of credits at this bank"),
]
